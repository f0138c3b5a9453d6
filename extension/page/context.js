// The job the form is for: JSON-LD, then microdata, then the page's own headings, title and address.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { read, tidy } = fw.dom;

  const LONGEST = 20_000;
  const BOARDS =
    /(^|\.)(greenhouse\.io|lever\.co|ashbyhq\.com|workable\.com|smartrecruiters\.com|jobvite\.com|breezy\.hr|recruitee\.com|teamtailor\.com|personio\.(de|com)|bamboohr\.com|icims\.com|myworkdayjobs\.com)$/;
  const SUBDOMAIN_BOARDS =
    /^(?!jobs|boards|apply|job-boards|www|careers)([a-z0-9-]+)\.(?:breezy\.hr|recruitee\.com|teamtailor\.com|jobs\.personio\.(?:de|com)|bamboohr\.com|(?:wd\d+\.)?myworkdayjobs\.com)$/;
  const TITLES = [
    /^(?:job )?application for (?<title>.+?) at (?<company>.+)$/i,
    /^(?:apply (?:for|to)|bewerbung (?:als|für)) (?<title>.+?) (?:at|bei|chez|@) (?<company>.+)$/i,
    /^(?<title>.+?) (?:at|bei|chez|@) (?<company>[^|–—-]+?)(?:\s[|–—-]\s.*)?$/i,
  ];

  /** Lever's titles name the company first. */
  const LEVER_TITLE = /^(?<company>[^|–—]+?)\s[–—-]\s(?<title>[^|–—]+)$/;
  const APPLY = /^(apply|application|bewerb|jetzt bewerben|candidat|candidatura|solicitud|postul|solliciteer)/i;

  /**
   * What is known of the job; every part may be missing.
   * @returns {Wire.JobContext}
   */
  function job() {
    const found = [fromJsonLd(), fromMicrodata(), fromPage(), fromTitle(), fromAddress()];
    /** @type {Record<string, string>} */
    const best = {};
    for (const part of found) {
      for (const [key, value] of Object.entries(part)) if (value && !best[key]) best[key] = value;
    }
    return { ...best, url: location.href.split("#")[0]?.slice(0, 2000) ?? "" };
  }

  /** @returns {Record<string, string>} */
  function fromJsonLd() {
    for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
      const posting = postingIn(parse(script.textContent ?? ""));
      if (!posting) continue;
      const { hiringOrganization: company, jobLocation } = posting;
      const place = [jobLocation].flat()[0]?.address ?? {};
      const parts = [place.addressLocality, place.addressRegion, place.addressCountry?.name ?? place.addressCountry];
      return {
        title: line(posting.title),
        company: line(company?.name ?? company),
        description: fromMarkup(String(posting.description ?? "")),
        location: line(typeof place === "string" ? place : parts.filter((part) => typeof part === "string").join(", ")),
      };
    }
    return {};
  }

  /** @param {string} text */
  function parse(text) {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }

  /**
   * @param {any} data
   * @returns {any} the JobPosting in it, or null
   */
  function postingIn(data) {
    for (const item of [data, data?.["@graph"]].flat(2)) {
      if ([item?.["@type"]].flat().includes("JobPosting")) return item;
    }
    return null;
  }

  /**
   * One line of text from a value of any kind.
   * @param {unknown} value
   */
  function line(value) {
    return typeof value === "string" ? fromMarkup(value).replace(/\n/g, " ").slice(0, 300) : "";
  }

  /**
   * The text of an HTML fragment, without letting the browser parse it.
   * @param {string} markup
   */
  function fromMarkup(markup) {
    /** @type {Record<string, string>} */
    const names = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", rsquo: "’", ndash: "–", bull: "•" };
    /** @param {string} text */
    const decode = (text) =>
      text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{2,6});/gi, (whole, name) => {
        if (name[0] !== "#") return names[name.toLowerCase()] ?? whole;
        const code = Number(name[1] === "x" || name[1] === "X" ? `0${name.slice(1)}` : name.slice(1));
        return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : "";
      });
    const text = decode(markup)
      .replace(/<(br|\/p|\/li|\/div|\/h\d|\/tr)\b[^>]*>/gi, "\n")
      .replace(/<[^>]{0,2000}>/g, " ");
    return tidy(decode(text)).slice(0, LONGEST);
  }

  /** @returns {Record<string, string>} */
  function fromMicrodata() {
    const item = document.querySelector('[itemtype*="schema.org/JobPosting"]');
    if (!item) return {};
    /** @param {string} name */
    const property = (name) => {
      const part = item.querySelector(`[itemprop="${name}"]`);
      return part ? (part.getAttribute("content") ?? read(part)) : "";
    };
    const company = item.querySelector('[itemprop="hiringOrganization"] [itemprop="name"]');
    return {
      title: line(property("title")),
      company: line(company ? (company.getAttribute("content") ?? read(company)) : property("hiringOrganization")),
      description: property("description").slice(0, LONGEST),
      location: line(property("addressLocality") || property("jobLocation")),
    };
  }

  /** @returns {Record<string, string>} */
  function fromPage() {
    /** @param {string} selector */
    const first = (selector) => {
      const part = document.querySelector(selector);
      return part ? read(part) : "";
    };
    const headings = [...document.querySelectorAll("h1")].map((part) => read(part)).filter(Boolean);
    return {
      title: line(
        first(
          "[class*=posting-headline] h2, [class*='job-title' i], [class*=jobTitle], [data-automation-id=jobPostingHeader]",
        ) || (BOARDS.test(location.hostname) && headings.length === 1 ? headings[0] : ""),
      ),
      company: line(first("[class*='company-name' i], [class*=companyName]")),
      location: line(first("[class*='job-location' i], [class*=jobLocation], [class*=job__location]")),
      description: first(
        "[class*='job-description' i], [class*=jobDescription], [class*=job__description], #job-description",
      ).slice(0, LONGEST),
    };
  }

  /** @returns {Record<string, string>} */
  function fromTitle() {
    /** @param {string} property */
    const meta = (property) => document.querySelector(`meta[property="${property}"]`)?.getAttribute("content") ?? "";
    const shapes = location.hostname.endsWith("lever.co") ? [...TITLES, LEVER_TITLE] : TITLES;
    for (const text of [meta("og:title"), document.title].map(tidy).filter(Boolean)) {
      const groups = shapes.map((shape) => shape.exec(text)?.groups).find(Boolean);
      if (groups) return { title: line(groups.title), company: line(groups.company) };
    }
    const heading = document.querySelector("h1");
    const title = heading ? line(read(heading)) : "";
    return { title: APPLY.test(title) ? "" : title, company: line(meta("og:site_name")) };
  }

  /** @returns {Record<string, string>} */
  function fromAddress() {
    const { hostname, pathname } = location;
    const own = SUBDOMAIN_BOARDS.exec(hostname)?.[1];
    const slug =
      own ?? (BOARDS.test(hostname) ? pathname.split("/").filter((part) => part && part !== "embed")[0] : "");
    if (!slug || /^(j|job|jobs|apply|job_app)$/.test(slug)) return {};
    const name = decodeURIComponent(slug)
      .replace(/[-_+]+/g, " ")
      .trim();
    return { company: name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()).slice(0, 100) };
  }

  fw.context = { job };
})();
