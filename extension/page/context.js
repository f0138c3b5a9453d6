// The job the form is for: JSON-LD, then microdata, then the page's own headings, title and address.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { read, tidy } = fw.dom;

  const LONGEST = 20_000;
  const SHORTEST = 300;
  const DESCRIPTION =
    "[class*='job-description' i], [class*=jobDescription], [class*=job__description], #job-description, [data-automation-id=jobPostingDescription], [data-ui=job-description]";
  const TEXTS = "article, section, main > div, [class*='description' i], [class*='content' i], [id*='content' i]";
  const BOARDS =
    /(^|\.)(greenhouse\.io|lever\.co|ashbyhq\.com|workable\.com|smartrecruiters\.com|jobvite\.com|breezy\.hr|recruitee\.com|teamtailor\.com|personio\.(de|com)|bamboohr\.com|icims\.com|myworkdayjobs\.com)$/;
  const SUBDOMAIN_BOARDS =
    /^(?!jobs|boards|apply|job-boards|www|careers)([a-z0-9-]+)\.(?:breezy\.hr|recruitee\.com|teamtailor\.com|jobs\.personio\.(?:de|com)|bamboohr\.com|(?:wd\d+\.)?myworkdayjobs\.com)$/;
  const TITLES = [
    /^(?:job )?application for (?<title>.+?) at (?<company>.+)$/i,
    /^(?<title>.+?)\s(?:at|bei|chez|presso|bij|@)\s(?<company>[^|–—:]+?)(?:\s[|–—-]\s.*|\s[|–—].*|:\s.*)?$/i,
  ];

  /** Titles of some boards name the company first, or only beside a bar. */
  const LEVER_TITLE = /^(?<company>[^|–—]+?)\s[–—-]\s(?<title>[^|–—]+)$/;
  const PAIR = /^(?<title>[^|–—]{3,100}?)\s[|–—-]\s(?<company>[^|–—]{2,60})$/;
  /** What stands before or after the job's name in titles. */
  const FRILL =
    /^\W*(?:job application(?: for)?|application(?: for)?|apply (?:for|to|now|online)?|apply|jobs?|offre|oferta|offerta|vacature|stelle|bewerbung (?:als|für)|bewerbung|bewerben als|candidature|candidatura|postuler|solliciteren?|solicitud)\s*[:–—|-]?\s+|\s*[|–—-]\s*(?:jobs?|careers?|karriere|carrières?|stellenangebote?|apply(?: online| now)?|application|bewerben|bewerbung|solliciteren|candidatura|job details?|vacatures)\s*$/gi;
  /** How a heading names the job that one applies for. */
  const APPLYING =
    /^(?:you(?:'|’| a)?re applying for|apply(?:ing)? for|application for|bewerbung (?:als|für|auf)|candidature (?:au poste de|pour|:)|postuler (?:au poste de|pour|à)|solicitud (?:para|de)|candidatura (?:per|para|a)|sollicitatie (?:voor|als))\W+(?:the (?:position|role|job) of |die stelle (?:als )?)?(.{3,100})$/i;
  /** What stands before the place of a job. */
  const PLACE =
    /^(location|standort|arbeitsort|einsatzort|lieu|localisation|ubicación|lugar|luogo|sede|localização|locatie|standplaats)\s*:?$/i;
  /** Titles and headings of pages, and no job's. */
  const NO_JOB =
    /^\W*(apply|application|bewerb|jetzt bewerben|candidat|candidatura|solicitud|postul|solliciteer|contact|kontakt|contatti|contacto|checkout|careers?|karriere|jobs?$|join (us|our)|work with|nous rejoindre|lavora con|trabaja con|trabalhe|konto|account|sign (up|in)|register|log ?in|my information|submit your|welcome|you('|’| a)?re )/i;

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
      const { hiringOrganization: company, jobLocation, jobLocationType, applicantLocationRequirements } = posting;
      const remote = /telecommute/i.test([jobLocationType].flat().join(" ")) ? "Remote" : "";
      const from = [applicantLocationRequirements]
        .flat()
        .map((one) => one?.name)
        .filter(Boolean)
        .join(", ");
      const place = [jobLocation].flat()[0]?.address ?? {};
      const parts = [place.addressLocality, place.addressRegion, place.addressCountry?.name ?? place.addressCountry];
      return {
        title: line(posting.title),
        company: line(company?.name ?? company),
        description: fromMarkup(String(posting.description ?? "")),
        location: line(
          (typeof place === "string" ? place : parts.filter((part) => typeof part === "string").join(", ")) ||
            [remote, from].filter(Boolean).join(", "),
        ),
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

  /**
   * The longest text on the page that no form is part of, where it is long enough to describe a job.
   * @returns {string}
   */
  function longestText() {
    let longest = null;
    let most = SHORTEST;
    for (const part of document.querySelectorAll(TEXTS)) {
      const length = part.textContent?.length ?? 0;
      if (length <= most || length > LONGEST || part.closest("form, nav, header, footer")) continue;
      if (part.querySelector("input:not([type=hidden]), textarea, select, form")) continue;
      [longest, most] = [part, length];
    }
    return longest ? read(longest) : "";
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
          "[class*=posting-headline] h2, h1[class*='app-title'], [class*='job-title' i], [class*=jobTitle], [class*=job__title] h1, [data-ui=job-title], [data-automation-id=jobPostingHeader]",
        ) || (BOARDS.test(location.hostname) && headings.length === 1 ? headings[0] : ""),
      ),
      company: line(first("[class*='company-name' i], [class*=companyName]")).replace(/^(at|bei|chez)\s/i, ""),
      location: line(
        first(
          "[class*='job-location' i], [class*=jobLocation], [class*=job__location], [data-ui=job-location], .posting-categories .location, .app-title ~ .location, [data-automation-id=locations]",
        ) || namedPlace(),
      ),
      description: (first(DESCRIPTION) || longestText()).slice(0, LONGEST),
    };
  }

  /**
   * The text beside a word that says "location", outside of the form.
   * @returns {string}
   */
  function namedPlace() {
    for (const part of [...document.querySelectorAll("dt, th, strong, b, h4, h5, span")].slice(0, 400)) {
      const text = part.childElementCount ? "" : (part.textContent ?? "").trim();
      if (!PLACE.test(text) || part.closest("form, label, nav")) continue;
      const next = part.nextElementSibling;
      const beside = next ? read(next) : tidy((part.parentElement?.textContent ?? "").replace(text, ""));
      if (beside && beside.length < 100) return beside;
    }
    return "";
  }

  /** @returns {Record<string, string>} */
  function fromTitle() {
    /** @param {string} property */
    const meta = (property) => document.querySelector(`meta[property="${property}"]`)?.getAttribute("content") ?? "";
    const shapes = location.hostname.endsWith("lever.co") ? [LEVER_TITLE, ...TITLES] : [...TITLES];
    const site = line(meta("og:site_name"));
    const titles = [document.title, meta("og:title")].map(tidy).filter(Boolean);
    const heading = jobHeading();
    for (const text of titles) {
      const groups = shapes.map((shape) => shape.exec(text)?.groups).find(Boolean);
      if (!groups) continue;
      const title = line(groups.title).replace(FRILL, "").replace(FRILL, "");
      return { title: isJob(title) ? title.replace(/ \| .*/, "") : heading, company: line(groups.company) };
    }
    return { title: heading || fromPair(titles, site), company: site || companyBeside(titles, heading) };
  }

  /** @param {string | undefined} title */
  function isJob(title) {
    return Boolean(title && !NO_JOB.test(title) && !title.endsWith("?"));
  }

  /**
   * The first heading that could be the job's name.
   * @returns {string}
   */
  function jobHeading() {
    const heading = document.querySelector("h1");
    const title = heading ? line(read(heading)) : "";
    if (isJob(title)) return title;
    const headings = [...document.querySelectorAll("h1, h2, h3")].slice(0, 12).map((part) => line(read(part)));
    const found = headings.map((text) => APPLYING.exec(text)?.[1]).find(Boolean) ?? "";
    return found.replace(/\s+(at|bei|chez|presso|bij)\s.*/i, "");
  }

  /**
   * The company that a title of two parts names beside the job.
   * @param {string[]} titles
   * @param {string} heading
   */
  function companyBeside(titles, heading) {
    const beside = titles.find((text) => heading && text.includes(heading));
    const rest = beside?.replace(heading, "").replace(FRILL, "").replace(FRILL, "") ?? "";
    const parts = rest
      .split(/\s[|–—-]\s|^\W+|\W+$/)
      .map((part) => part.trim())
      .filter((part) => isJob(part));
    return parts.length === 1 ? (parts[0] ?? "").slice(0, 100) : "";
  }

  /**
   * The job that a title names beside the site's own name.
   * @param {string[]} titles
   * @param {string} site what the site calls itself
   */
  function fromPair(titles, site) {
    for (const text of titles) {
      const found = PAIR.exec(text.replace(FRILL, "").replace(FRILL, ""))?.groups;
      if (!found || !site) continue;
      const [job] = [found.title ?? "", found.company ?? ""].filter((part) => part !== site);
      if ((found.company === site || found.title === site) && job && isJob(job)) return job;
    }
    return "";
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
