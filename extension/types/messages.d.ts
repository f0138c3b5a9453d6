// Written by `python -m tools.message_types` from the structs of the host; do not edit.

export interface BatchReply {
  responses: FieldResponse[];
  summary: BatchSummary;
}

export interface BatchRequest {
  fields: Field[];
  job_context?: JobContext;
  max_parallel?: number | null;
  batch_id?: string | null;
  deadline_s?: number | null;
  budget_usd?: number | null;
  overwrite?: boolean;
  refresh?: boolean;
  wish?: Record<string, string>;
}

export interface BatchSummary {
  total_fields: number;
  total_tokens: number;
  total_cost_usd: number;
  cached_count: number;
  extracted_count: number;
  generated_count: number;
  total_time_ms: number;
  failed_count: number;
  needs_review_count: number;
  skipped_count: number;
  drafted_count: number;
  pinned_count: number;
  cached_tokens: number;
  cost_known: boolean;
  efficiency: number | null;
}

export interface DeltaEvent {
  event: "delta";
  index: number;
  text: string;
}

export interface ErrorBody {
  code: string;
  message: string;
  field?: string | null;
}

export interface ErrorEvent {
  event: "error";
  error: ErrorBody;
}

export interface ErrorInfo {
  code: string;
  message: string;
  retryable?: boolean;
}

export interface ErrorReply {
  error: ErrorBody;
}

export interface Field {
  label: string;
  id?: string | null;
  type?: string;
  name?: string;
  autocomplete?: string;
  placeholder?: string;
  help?: string;
  section?: string;
  required?: boolean | null;
  options?: Option[];
  multiple?: boolean;
  max_length?: number | null;
  min?: string | number | null;
  max?: string | number | null;
  pattern?: string;
  value?: string | boolean | number | string[] | null;
}

export interface FieldEvent {
  event: "field";
  index: number;
  response: FieldResponse;
}

export interface FieldResponse {
  id: string;
  label: string;
  status: "answered" | "failed" | "needs_review" | "skipped";
  answer?: string | boolean | string[] | null;
  answer_label?: string | string[] | null;
  source?: "cached" | "drafted" | "extracted" | "generated" | "pinned" | null;
  cached?: boolean;
  strategy: "choice" | "extract" | "file" | "generate" | "pinned" | "sensitive" | "skip";
  key?: string | null;
  evidence?: string[];
  warnings?: string[];
  confidence?: number;
  provider?: string | null;
  model?: string | null;
  tokens_used?: number;
  cost_usd?: number | null;
  time_ms?: number;
  reason?: string | null;
  error?: ErrorInfo | null;
  reason_code?: string | null;
  reason_values?: string[];
  warning_codes?: Said[];
  evidence_names?: (string | null)[];
}

export interface JobContext {
  company?: string;
  title?: string;
  description?: string;
  url?: string;
  location?: string;
}

export interface Option {
  value?: string;
  label?: string;
}

export interface PlanEvent {
  event: "plan";
  batch_id: string;
  total_fields: number;
  extracted_count: number;
  cached_count: number;
  pinned_count: number;
  generate_count: number;
  draft_count: number;
  needs_review_count: number;
  skipped_count: number;
  est_cost_usd: number | null;
  est_seconds: number;
  provider: string;
  model: string;
}

export interface PlanReply {
  batch_id: string;
  total_fields: number;
  extracted_count: number;
  cached_count: number;
  pinned_count: number;
  generate_count: number;
  draft_count: number;
  needs_review_count: number;
  skipped_count: number;
  est_cost_usd: number | null;
  est_seconds: number;
  provider: string;
  model: string;
  prewarm: boolean;
  fields: PlanRow[];
}

export interface PlanRow {
  id: string;
  label: string;
  strategy: "choice" | "extract" | "file" | "generate" | "pinned" | "sensitive" | "skip";
  key: string | null;
  status: "answered" | "failed" | "needs_review" | "skipped" | null;
  source: "cached" | "drafted" | "extracted" | "generated" | "pinned" | null;
  answer?: string | boolean | string[] | null;
  answer_label?: string | string[] | null;
  evidence?: string[];
  reason?: string | null;
  warnings?: string[];
  reason_code?: string | null;
  reason_values?: string[];
  warning_codes?: Said[];
  evidence_names?: (string | null)[];
}

export interface Said {
  code?: string | null;
  values?: string[];
}

export interface SummaryEvent {
  event: "summary";
  summary: BatchSummary;
}

export interface WarningEvent {
  event: "warning";
  index: number;
  warning: string;
  code?: string | null;
  values?: string[];
}

export type BatchEvent = DeltaEvent | ErrorEvent | FieldEvent | PlanEvent | SummaryEvent | WarningEvent;
