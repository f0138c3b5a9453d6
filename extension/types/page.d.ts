// What the page scripts share: one global object, because classic scripts have no imports.
import type * as Messages from "./messages.d.ts";

declare global {
  namespace Wire {
    type Field = Messages.Field;
    type Option = Messages.Option;
    type JobContext = Messages.JobContext;
    type FieldResponse = Messages.FieldResponse;
    type BatchRequest = Messages.BatchRequest;
    type BatchEvent = Messages.BatchEvent;
    type BatchSummary = Messages.BatchSummary;
    type PlanReply = Messages.PlanReply;
    type PlanRow = Messages.PlanRow;
    type Said = Messages.Said;
    type ErrorInfo = Messages.ErrorInfo;
    type Answer = string | boolean | string[];
  }

  type Kind =
    | "text"
    | "editable"
    | "select"
    | "combobox"
    | "listbox"
    | "radio"
    | "checkbox"
    | "checkboxes"
    | "ariaRadio"
    | "ariaCheckbox"
    | "ariaCheckboxes"
    | "buttons"
    | "segments"
    | "file"
    | "slider";

  /** One choice of a group. */
  interface Member {
    element: HTMLElement;
    value: string;
    label: string;
  }

  /** One question of the form and the elements that hold its answer. */
  interface Question {
    kind: Kind;
    element: HTMLElement;
    members: Member[];
    /** What a person sees in place of `element`, where that is hidden or inside it. */
    proxy: HTMLElement | null;
    page: Document;
    /** The headings before it, the nearest first. */
    headings: HTMLElement[];
    /** The row of a grid that its choices are read out with, "" where there is none. */
    row: string;
  }

  /** A line of text beside a control. */
  interface Line {
    text: string;
    /** The element that is the whole line. */
    element: HTMLElement | null;
  }

  /** Controls in a box that holds no words but their label. */
  interface Shared {
    box: HTMLElement;
    members: HTMLElement[];
  }

  /** How to look for the words around a control. */
  interface Looking {
    /** Whether an element holds another question. */
    foreign: (element: HTMLElement) => boolean;
    /** Whether a heading or a sentence outside of the block may be the question. */
    headings: boolean;
    /** Whether words outside of the block lead several controls, each with a hint of its own. */
    leads: boolean;
    file: boolean;
    /** The box around the choices of a group; words on both sides of them in it may be the ends of a scale. */
    box: HTMLElement | null;
    options: string[];
  }

  interface Scan {
    controls: HTMLElement[];
    /** The place of each control among them. */
    places: Map<HTMLElement, number>;
    claimed: Set<HTMLElement>;
  }

  interface Asked {
    question: Question;
    field: Wire.Field;
    /** How many questions with the same signature stand before it. */
    twin: number;
  }

  /** Why a question is not asked at all. */
  type Reason =
    | "password"
    | "code"
    | "captcha"
    | "card"
    | "honeypot"
    | "search"
    | "disabled"
    | "login"
    | "newsletter"
    | "site"
    | "parser"
    | "nameless";

  interface Left {
    label: string;
    reason: Reason;
  }

  interface Scraped {
    fields: Wire.Field[];
    left: Left[];
    job: Wire.JobContext;
    origin: string;
    /** Parts of the page that could not be read. */
    frames: Frame[];
    /** The places of those fields that are written last, for the page submits itself once they are. */
    late: number[];
  }

  /** What has appeared since, and the fields that offer other choices by now, by their places. */
  interface More extends Scraped {
    again: { index: number; field: Wire.Field }[];
  }

  /** A frame from elsewhere. */
  interface Frame {
    /** Its place among the page's windows. */
    path: string;
    origin: string;
    /** How many questions stand before it. */
    before: number;
  }

  /** A file that the person has stored with the host. */
  interface StoredFile {
    name: string;
    type: string;
    base64: string;
  }

  /** A file that a question was given, and the boxes in which the page may name it. */
  interface Upload {
    name: string;
    boxes: HTMLElement[];
  }

  /** One answer to write. */
  interface Write extends Written {
    file?: StoredFile;
    /** Whether it takes the place of what was written there before. */
    replace?: boolean;
    /** Whether it is the person's own word, which takes the place of whatever stands there. */
    own?: boolean;
  }

  /** Why an answer was not written. */
  type LeftReason =
    | "gone"
    | "hidden"
    | "file"
    | "file_kind"
    | "parser"
    | "kept"
    | "too_long"
    | "refused"
    | "no_option"
    | "reset"
    | "passed"
    | "never";

  /** What became of one answer. */
  type Outcome = { state: "filled" } | { state: "left"; reason: LeftReason; over?: number };

  /** The state of a question before it was first written to. */
  interface Entry {
    asked: Asked;
    upload: Upload | null;
    text: string;
    /** What the parts of a date held. */
    parts: string[];
    /** The country chosen beside a phone number. */
    country: string;
    /** What the list of dial codes that belongs to a phone number held. */
    dial: DialState | null;
    value: string | string[] | boolean | null;
    on: boolean[];
    selected: boolean[];
  }

  interface DialState {
    selected: boolean[];
    value: string | string[] | boolean | null;
  }

  /** The same as it can be kept: of the question at `index` of its document, the file by name, options by place. */
  interface Before extends Omit<Entry, "asked" | "upload" | "selected"> {
    index: number;
    label: string;
    upload: string | null;
    selected: number[];
  }

  /** What a list offers once it is open. */
  interface Choices {
    options: Wire.Option[];
    multiple: boolean;
  }

  interface Written {
    index: number;
    answer: Wire.Answer;
    label: string | string[] | null;
  }

  /** What the background may ask of a document. */
  interface Calls {
    open(css: string): Promise<void>;
    scrape(): Promise<Scraped>;
    more(): Promise<More>;
    readOptions(first: number): Promise<Record<number, Choices>>;
    inject(writes: Write[], origin: string): Promise<Outcome[]>;
    verify(answers: Written[]): Promise<number[]>;
    stopped(): Promise<number>;
    before(): Promise<Before[]>;
    takeOver(states: Before[]): Promise<void>;
    undo(): Promise<string[]>;
    notice(): Promise<void>;
    watch(): Promise<void>;
    reveal(index: number): Promise<void>;
    current(indexes: number[]): Promise<{ index: number; value: Wire.Answer | null }[]>;
    focused(): Promise<number | null>;
    mark(id?: string): Promise<string | null>;
    birth(): Promise<string>;
  }

  /** One row of the panel's list. */
  interface Row {
    index: number;
    label: string;
    response?: Wire.FieldResponse | Wire.PlanRow;
    outcome?: Outcome | undefined;
    warnings?: string[];
    /** The codes of the warnings, in their order. */
    codes?: Wire.Said[];
    /** How the person answers it in the panel; null for what only the page can take. */
    control?: Control | null;
    /** The choices shown, for a control that has any. */
    options?: Wire.Option[];
    /** The most characters it may have. */
    limit?: number;
    /** The company of the job, "" if unknown. */
    company?: string;
    /** Whether the question takes a stored file, and the answer is its name. */
    upload?: boolean;
    /** Whether the answer is in the person's own words, and kept for the next form. */
    edited?: boolean;
    remembered?: boolean;
    /** A wish that the person has made so often that it may hold for every answer; and one that does now. */
    wish?: string;
    wished?: string;
  }

  /** A text of one line or of several, a day, a month, one choice or several, yes or no. */
  type Control = "line" | "lines" | "number" | "date" | "month" | "choice" | "choices" | "tick";

  interface Problem {
    text: string;
    mend: string;
    retry: boolean;
  }

  interface Tally {
    filled: number;
    needs: number;
    skipped: number;
    failed: number;
    /** How many questions hold nothing, and how many of those the form requires. */
    empty: number;
    required: number;
  }

  /** What the background tells the panel to show. */
  type View =
    | { phase: "reading" }
    | { phase: "plan"; plan: Wire.PlanReply; rows: Row[]; job: Wire.JobContext; left: Left[]; foreign: string[] }
    | { phase: "passed"; row: Row }
    | { phase: "at_once"; on: boolean }
    | { phase: "foreign"; foreign: string[] }
    | { phase: "filling"; total: number; note?: string }
    | { phase: "rows"; rows: Row[]; tally: Tally; done: number; total: number }
    | { phase: "delta"; index: number; text: string }
    | { phase: "asking"; index: number }
    | {
        phase: "done";
        tally: Tally;
        job: Wire.JobContext;
        cost: number | null;
        cancelled: boolean;
        stopped: number;
        /** Whether the review was kept while the panel was closed. */
        reopened?: boolean;
        /** What keeps questions unanswered, where it lies at none of them. */
        failure?: Wire.ErrorInfo | null;
      }
    | { phase: "undone"; stuck: string[] }
    | { phase: "appeared"; count: number }
    | { phase: "problem"; problem: Problem };

  type ButtonName = "fill" | "cancel" | "again" | "undo" | "more" | "refill" | "reread" | "settings" | "close";

  type CardState = "filled" | "needs" | "skipped" | "failed" | "ready" | "write";

  /** What the person pressed. */
  type PanelMessage =
    | { say: Exclude<ButtonName, "fill"> }
    | { say: "fill"; job?: Wire.JobContext }
    | { say: "edit"; index: number; answer: Wire.Answer }
    | { say: "put"; index: number }
    | { say: "always"; index: number }
    | { say: "ask"; index: number; wish: string }
    | { say: "remember"; index: number; company: boolean }
    | { say: "show"; index: number }
    | { say: "pass"; index: number; how: "never" | "passed" | null }
    | { say: "at_once"; on: boolean }
    | { say: "changed"; index: number; answer: Wire.Answer }
    | { say: "appeared"; count: number };

  type ToPage = { show: View } | { call: number; method: keyof Calls; args: unknown[] };
  type FromPage = PanelMessage | { call: number; value: unknown } | { call: number; error: string };

  /** What can be looked for in a text: a regular expression, or several. */
  type Pattern = { test(text: string): boolean };

  interface Words {
    required: string[];
    optional: string[];
    markNote: Pattern;
    howTo: Pattern;
    upload: Set<string>;
    other: RegExp;
    asking: RegExp;
    rowOf: RegExp;
    unit: RegExp;
    lasting: RegExp;
    timeOfDay: RegExp;
    spanEnd: RegExp;
    duration: RegExp;
    currency: RegExp;
    period: RegExp;
    partNames: Record<string, { time: string; currency: string; period: string }>;
    statement: RegExp;
    assent: RegExp;
    agreement: RegExp;
    datePart: { day: RegExp; month: RegExp; year: RegExp };
    phone: RegExp;
    anyPhone: RegExp;
    dialCode: RegExp;
    dialList: RegExp;
    site: RegExp;
    cookies: RegExp;
    sparePart: RegExp;
    allRequired: RegExp;
    areRequired: RegExp;
    listed: RegExp;
    listLead: RegExp;
    onlySome: RegExp;
    voucher: RegExp;
    infoSign: RegExp;
    whyAsked: RegExp;
    counter: RegExp;
    chatWindow: RegExp;
    quantity: RegExp;
    finding: RegExp;
    login: RegExp;
    chat: RegExp;
    placeholder: Pattern;
    phonePicker: string;
    yes: string[];
    no: string[];
    password: RegExp;
    trapName: RegExp;
    honeypot: RegExp;
    searchName: RegExp;
    search: RegExp;
    captcha: RegExp;
    account: Pattern;
    quiz: Pattern;
    go: RegExp;
    signUp: RegExp;
    cardName: Pattern;
    cardPart: RegExp;
    newsletter: RegExp;
    parsing: RegExp;
    uploadNoun: RegExp;
    drop: RegExp;
    remove: RegExp;
    clearChoice: RegExp;
    action: RegExp;
    card: Pattern;
    code: Pattern;
    characters: string;
    words: string;
    most: string;
    upTo: string;
    limit: string;
    atMostAfter: string;
  }

  interface Fillwright {
    /** The panel's element, which every walk passes over. */
    PANEL: string;
    words: Words;
    asked: Asked[];
    owned: Map<HTMLElement, number>;
    log: Map<HTMLElement, Entry>;
    /** Which review this document belongs to, and the address it was made at. */
    mark?: { id: string; url: string };
    touched: WeakSet<Element>;
    pressed: WeakSet<Element>;
    connected: (port: chrome.runtime.Port) => void;

    adapter: {
      shadowRoot(element: Element): ShadowRoot | null;
      share(event: DragEvent, files: FileList): void;
      shareText(event: ClipboardEvent, text: string): void;
      text(key: string, ...values: (string | number)[]): string;
      keepTexts(keys: string[]): void;
      onConnect(serve: (port: chrome.runtime.Port) => void): void;
    };
    dom: {
      remembering<T>(work: () => T): T;
      once<N extends Node | string, T>(name: string, about: N, find: (about: N) => T): T;
      fact<N extends Node | string, T>(find: (about: N) => T): (about: N) => T;
      isUnread(element: Element): boolean;
      flowOf(element: Element): "inline" | "block" | "none";
      walk(root: Document | ShadowRoot | Element, see: (element: HTMLElement) => void): void;
      parent(node: Node): HTMLElement | null;
      frameOf(page: Document): HTMLElement | null;
      rootOf(element: Element): Document | ShadowRoot;
      named(element: Element, attribute: string): HTMLElement[];
      closest(element: Element, selector: string): HTMLElement | null;
      read(node: Node, skip?: (element: HTMLElement) => boolean): string;
      says(node: Node): boolean;
      styleOf(element: Element): CSSStyleDeclaration;
      tidy(text: string): string;
      plain(text: string): string;
      before(first: Node, second: Node): boolean;
    };
    sheets: {
      areMissing(page: Document): boolean;
      isGone(element: Element): boolean;
      isUnseen(element: Element): boolean;
      isTrap(element: Element): boolean;
      saysHiddenAlone(element: Element): boolean;
    };
    paint: {
      melts(element: HTMLElement): boolean;
    };
    visibility: {
      visible(element: HTMLElement): boolean;
      shown(element: HTMLElement): boolean;
      current(page: Document): boolean;
    };
    glance: {
      still(element: HTMLElement): boolean;
      glancing<T>(elements: HTMLElement[], work: () => Promise<T>): Promise<T>;
    };
    labels: {
      HELPFUL: string;
      clean(text: string): { label: string; required: boolean | null };
      wording(element: Node, skip?: (element: HTMLElement) => boolean): string;
      tied(element: HTMLElement): HTMLElement[];
      labelText(label: HTMLElement, control: HTMLElement, whole: boolean): string;
      optionText(element: HTMLElement): string;
      textAfter(element: HTMLElement): string;
      nextCell(element: HTMLElement): string;
      isHelp(element: Element): boolean;
      isSmallPrint(element: Element): boolean;
      isCommand(text: string): boolean;
      isInvitation(text: string): boolean;
      isHeading(element: Element): boolean;
      isLabel(element: Element): boolean;
      isMark(text: string): boolean;
      isError(element: Element): boolean;
      isUnheard(element: Element): boolean;
    };
    nearby: {
      nearby(start: HTMLElement, block: HTMLElement, looking: Looking): { text: string; help: string[] } | null;
    };
    shared: {
      partOf(element: HTMLElement, owned: Map<HTMLElement, number>, said?: string): string;
      nameOf(element: HTMLElement, owned: Map<HTMLElement, number>): string;
      isList(text: string): boolean;
    };
    compound: { nameOf(element: HTMLElement, owned: Map<HTMLElement, number>): string };
    declared: {
      of(element: Element): Wire.Option[];
      options(question: Question): Wire.Option[];
      isList(element: Element): boolean;
      isPart(element: Element): boolean;
    };
    uploads: {
      fileProxy(control: HTMLElement): HTMLElement | null;
      boxesOf(element: HTMLElement): HTMLElement[];
      isParser(asked: Asked): boolean;
    };
    grid: {
      nameOf(element: Element): string;
      rowName(choices: HTMLElement[]): string;
      above(element: HTMLElement): string;
      choiceHeads(choices: HTMLElement[]): string[];
      sharedTail(texts: string[]): string;
    };
    codename: { human(element: HTMLElement): string };
    captions: { under(element: HTMLElement): string };
    shapes: { partsAt(questions: Question[], at: number): Member[] };
    parts: { join(questions: Question[]): Question[]; isPhone(question: Question): boolean };
    dial: {
      isPreset(question: Question, shown: string): boolean;
      give(number: HTMLElement, list: Question): void;
      settle(question: Question, answer: Wire.Answer): Promise<void>;
      behind(number: HTMLElement, text: string): string;
      whole(number: HTMLElement, text: string): string;
      stateOf(number: HTMLElement): DialState | null;
      restore(number: HTMLElement, before: DialState | null): Promise<boolean>;
    };
    sets: {
      siblings(control: HTMLInputElement, type: "radio" | "checkbox", scan: Scan): HTMLElement[];
      boxOf(control: HTMLElement, more: string, scan: Scan): Element | null;
      among(control: HTMLElement, box: Element, scan: Scan): HTMLElement[];
      leadsTo(box: HTMLElement, choices: HTMLElement[]): boolean;
    };
    groups: {
      make(kind: Kind, element: HTMLElement, more?: Partial<Question>): Question;
      member(element: HTMLElement): Member;
      nativeChoice(control: HTMLElement, type: "radio" | "checkbox", scan: Scan): Question | null;
      ariaChoice(control: HTMLElement, role: string, scan: Scan): Question | null;
    };
    buttons: { buttonGroups(scan: Scan): Map<HTMLElement, Question> };
    sliders: {
      isSeen(control: HTMLElement): boolean;
      isDrawn(control: HTMLElement): boolean;
      placeOf(element: HTMLElement): number;
      move(element: HTMLElement, value: number): Promise<boolean>;
    };
    lists: {
      CONTROL: string;
      combobox(control: HTMLElement, scan: Scan): Question | null;
      select(control: HTMLElement, scan: Scan): Question | null;
      hiddenSelects(scan: Scan): Map<HTMLElement, Question>;
      boxShown(input: HTMLElement): boolean;
      isListButton(control: HTMLElement): boolean;
      isListInput(control: HTMLElement): boolean;
    };
    collect: { collect(): Question[] };
    wording: {
      wordsAround(
        question: Question,
        index: number,
        owned: Map<HTMLElement, number>,
        block: HTMLElement,
      ): { label: string; required: boolean | null; help: string };
    };
    describe: {
      describe(question: Question, index: number, owned: Map<HTMLElement, number>): Wire.Field;
      section(question: Question, labels: Set<string>): string;
      owners(questions: Question[]): Map<HTMLElement, number>;
    };
    required: {
      isMarkedOver(question: Question, label: string, owned: Map<HTMLElement, number>): boolean;
      isEmptyClass(label: Element): boolean;
      settle(asked: Asked[]): void;
    };
    search: {
      isSearch(question: Question, label: string): boolean;
      isBox(input: HTMLInputElement, label: string): boolean;
      fieldsIn(form: HTMLElement): number;
      saidBy(button: Element): string;
    };
    site: { isOfSite(question: Question, label: string): boolean };
    exclude: { reasonToLeave(question: Question, field: Wire.Field): Reason | null };
    values: {
      options(question: Question): Wire.Option[];
      isMultiple(question: Question): boolean;
      current(question: Question): string | string[] | boolean | null;
      held(question: Question): string | string[] | boolean | null;
      isOn(element: HTMLElement): boolean;
      innerOf(element: HTMLElement): HTMLInputElement | null;
      displayed(question: Question): string;
      chosen(question: Question): string[];
      shellOf(part: { element: HTMLElement; proxy: HTMLElement | null }): HTMLElement;
      sameText(one: string, other: string): boolean;
    };
    context: { job(): Wire.JobContext };
    scrape: {
      scrape(): Omit<Scraped, "frames" | "late">;
      find(known: Asked | undefined): Asked | null;
      survey(): { asked: Asked[]; left: Left[] };
      signature(asked: Asked): string;
    };
    pointer: {
      press(element: HTMLElement, focusing?: boolean): void;
      until(ready: () => boolean, limit: number): Promise<boolean>;
      tick(): Promise<void>;
      settle(): Promise<void>;
      within(element: HTMLElement, work: () => void): void;
      pause(milliseconds: number): Promise<void>;
      leave(element: HTMLElement): void;
      watch(element: HTMLElement): { changed: () => boolean; stop: () => void };
      pressOutside(element: HTMLElement): void;
    };
    dates: {
      write(question: Question, text: string): Promise<boolean>;
      read(question: Question): string[];
      holdsParts(question: Question, text: string): boolean;
      restore(question: Question, values: string[]): Promise<boolean>;
      pick(element: HTMLInputElement, text: string): Promise<boolean>;
      close(page: Document): void;
      holds(element: HTMLInputElement, text: string): boolean;
    };
    phone: {
      dialOf(element: HTMLElement): string;
      countryOf(element: HTMLElement): string;
      choose(element: HTMLElement, country: string): Promise<boolean>;
    };
    text: {
      setNative(element: HTMLElement, value: string): void;
      announce(element: HTMLElement, name: "input" | "change", data?: string): void;
      type(element: HTMLInputElement | HTMLTextAreaElement, value: string): void;
      write(question: Question, value: string, again?: boolean): Promise<boolean>;
      holds(element: HTMLElement, kind: Kind, value: string): boolean;
    };
    listing: {
      MOST_OPTIONS: number;
      openOptions(question: Question, before: Set<HTMLElement>): HTMLElement[];
      visibleLists(): HTMLElement[];
      labelOf(option: HTMLElement): string;
      pick(options: HTMLElement[], wanted: string): HTMLElement | null;
      further(options: () => HTMLElement[], wanted: string): Promise<HTMLElement | null>;
      leaf(options: () => HTMLElement[], enough: (shown: HTMLElement[]) => boolean): Promise<boolean>;
    };
    combobox: {
      key(element: HTMLElement, name: "Backspace" | "Delete" | "Escape" | "ArrowLeft" | "ArrowRight"): void;
      readOptions(question: Question): Promise<Choices>;
      choose(question: Question, wanted: string): Promise<boolean>;
      clear(question: Question): Promise<boolean>;
    };
    choices: {
      restoreSelect(question: Question, selected: boolean[]): Promise<boolean>;
      write(question: Question, answers: string[], labels: string[]): Promise<boolean>;
      select(question: Question, answers: string[], labels: string[]): Promise<boolean>;
      setSelected(control: HTMLSelectElement, chosen: (option: HTMLOptionElement, place: number) => boolean): void;
      turn(element: HTMLElement, on: boolean): Promise<boolean>;
      restore(question: Question, on: HTMLElement[]): Promise<boolean>;
    };
    inject: {
      injectAll(writes: Write[], origin: string): Promise<Outcome[]>;
      same(before: string | string[] | boolean, answer: Wire.Answer, label: string | string[] | null): boolean;
      textFor(question: Question, answer: Wire.Answer): string;
    };
    undo: {
      remember(asked: Asked, upload?: Upload | null): void;
      isWritten(element: HTMLElement): boolean;
      uploadOf(element: HTMLElement): Upload | null;
      restore(element: HTMLElement): Promise<boolean>;
      undoAll(): Promise<string[]>;
      tell(): Before[];
      takeOver(states: Before[]): void;
      size(): number;
    };
    files: {
      write(asked: Asked, stored: StoredFile): Promise<Outcome>;
      clear(element: HTMLElement, upload: Upload): Promise<boolean>;
      holds(element: HTMLElement, boxes: HTMLElement[], name: string): boolean;
    };
    sweep: {
      watch(): void;
      more(): Promise<More>;
      notice(say: (count: number) => void): void;
      rest(): void;
    };
    changes: { watch(say: (message: PanelMessage) => boolean): void };
    place: { pathOf(view: Window): string };
    frames: { foreign(): Frame[] };
    guard: {
      withGuard<T>(work: () => Promise<T>): Promise<T>;
      late(asked: Asked[]): number[];
      count(): number;
    };
    frame: {
      build(press: (name: ButtonName) => void): Record<string, HTMLElement>;
      job(parts: Record<string, HTMLElement>): Wire.JobContext;
      setJob(parts: Record<string, HTMLElement>, job: Wire.JobContext): void;
      setLeft(parts: Record<string, HTMLElement>, left: Left[]): void;
      attach(panel: HTMLElement, css: string, press: (name: ButtonName) => void): void;
      remove(): void;
    };
    panel: {
      open(css: string, say: (message: PanelMessage) => boolean): void;
      show(view: View): void | Promise<void>;
      say(message: PanelMessage): boolean;
      disconnected(): void;
    };
    focus: {
      note(): void;
      noted(): Element | null;
      watch(panel: HTMLElement): void;
      isAway(): boolean;
      keep(element: HTMLElement): void;
      giveBack(): void;
    };
    telling: {
      sentence(said: Wire.Said | undefined, english: string): string;
      reason(response: Wire.FieldResponse | Wire.PlanRow): string;
      origins(response: Wire.FieldResponse | Wire.PlanRow): string;
    };
    answering: {
      control(row: Row): { box: HTMLElement; first: HTMLElement; value: () => Wire.Answer | null } | null;
    };
    editor: {
      tools(row: Row, detail: HTMLElement): HTMLElement[];
      ask(row: Row, detail: HTMLElement): void;
      leave(control: Element | null): boolean;
      put(row: Row): HTMLElement;
      offer(row: Row): HTMLElement | null;
      offerWish(row: Row): HTMLElement | null;
      isWritten(row: Row): boolean;
      button(name: string, words: string, act: () => void): HTMLButtonElement;
    };
    rows: {
      show(list: HTMLElement, row: Row): void;
      showAll(list: HTMLElement, rows: Row[], wanted: () => boolean): Promise<void>;
      wait(list: HTMLElement, index: number): void;
      grow(list: HTMLElement, index: number, piece: string): void;
      hold(list: HTMLElement): () => void;
      scrolled: WeakSet<EventTarget>;
      arrange(list: HTMLElement): void;
      openNext(list: HTMLElement): void;
      filter(list: HTMLElement, name: string): void;
      checked(list: HTMLElement): number;
    };
    figures: {
      tiles(
        list: HTMLElement,
        attribute: "count" | "tally",
        numbers: Record<string, number>,
        always: string[],
        press: (name: string) => void,
      ): void;
      lift(list: HTMLElement): void;
      planned(plan: Wire.PlanReply): Record<string, number>;
      money(dollars: number): string;
      estimate(plan: Wire.PlanReply): string;
      gaps(counts: { empty: number; required: number; waiting: number }): string;
    };
    state: {
      stateOf(row: Row): CardState;
      nameOf(row: Row, state: CardState): string;
      countOf(row: Row): string;
      answerOf(row: Pick<Row, "response">): string;
      isProposed(row: Row): boolean;
      isToCheck(row: Row): boolean;
      howSure(row: Pick<Row, "response">): "sure" | "fairly" | "not" | null;
    };
    detail: {
      contents(row: Row, detail: HTMLElement): HTMLElement[];
    };
    cards: {
      card(row: Row): HTMLElement;
      update(card: HTMLElement, row: Row): void;
      unfold(card: HTMLElement): void;
      open(card: HTMLElement): void;
      grow(card: HTMLElement, piece: string): void;
      wait(card: HTMLElement): void;
      make<K extends keyof HTMLElementTagNameMap>(tag: K, name: string, words?: string): HTMLElementTagNameMap[K];
    };
  }

  var fillwright: Fillwright;
}
