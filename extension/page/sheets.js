// What a page's style sheets would have done where they did not load, as in a saved copy: told by the names of classes.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { fact, styleOf } = fw.dom;

  /** What the build tools of pages put before and behind the name that somebody wrote: "Form_hidden__x3kQ1". */
  const [BEFORE, BEHIND] = ["(^|[_-])", "(__?[a-z0-9]{4,8}(_\\d+)?)?$"];
  /** Classes that take an element out of the page, words and all. */
  const GONE = new RegExp(
    `^(hidden|hide|d-none|ng-hide|(is|u|w|js|x)-(hidden|hide)|invisible|tomselected)$|^_hidden${BEHIND}|[a-z]_(hidden|hide)__[a-z0-9]+$|(__|--)(hide|hidden)$|(^|[-_])display-none$`,
    "i",
  );
  /** Classes by which a library hides what it has put something else in place of. */
  const LIBRARY = /^(select2|tom|ts|chosen|choices|selectize|niceselect)/i;
  /** A dialog of a common library before it is opened. */
  const CLOSED_DIALOG = ".modal.fade:not(.show, .in)";
  const LEVELS = 4;
  /** Classes that keep an element from sight, and its words for those who only hear the page. */
  const UNSEEN = new RegExp(
    `${BEFORE}(sr-?only|screen-?reader(s)?(-?(only|text))?|show-for-sr|visually-?hidden|hidden-?visually|hide-?visually|a11y-?(hidden|only)|assistive-?text|element-invisible|off-?screen|hidden-accessible)${BEHIND}`,
    "i",
  );
  /** Classes of fields that are there for robots alone. */
  const TRAP =
    /honey-?pot|ohnohoney|(^|[-_])(hp|bot|spam|trap)[-_](field|input|wrap(per)?|container|box|row|trap)$|field[-_]hp$/i;
  /** Classes that bring back what another has taken out, on the screens that people mostly have. */
  const SHOWING =
    /^(sm|md|lg|xl|2xl|d-(sm|md|lg|xl)):?-?(block|flex|grid|inline|inline-block|inline-flex|contents|table)/;

  /**
   * Whether a style sheet of the page did not load, or it has none at all. One from elsewhere cannot be read in either
   * case: there the page's margins, which nearly every style sheet sets, tell.
   * @param {Document} page
   * @returns {boolean}
   */
  function lackThem(page) {
    const links = /** @type {NodeListOf<HTMLLinkElement>} */ (page.querySelectorAll("link[rel~=stylesheet][href]"));
    const lost = [...links].filter((link) => !link.disabled && !/print/.test(link.media) && !canRead(link));
    if (lost.some((link) => !link.sheet || link.href.startsWith(`${page.location?.origin}/`))) return true;
    const body = styleOf(page.body);
    return (lost.length > 0 || page.styleSheets.length === 0) && body.marginTop === "8px" && body.marginLeft === "8px";
  }

  const areMissing = fact(lackThem);

  /** @param {HTMLLinkElement} link */
  function canRead(link) {
    try {
      return Boolean(link.sheet?.cssRules);
    } catch {
      return false;
    }
  }

  /**
   * Whether a class of an element that would hide it is told so by `kinds`, in a page that lacks its style sheets.
   * @param {Element} element
   * @param {RegExp[]} kinds
   */
  function hides(element, kinds) {
    if (element.classList.length === 0) return false;
    const classes = [...element.classList];
    const named = classes.some((name) => kinds.some((kind) => kind.test(name)));
    if (!named && !(kinds.includes(GONE) && element.matches(CLOSED_DIALOG))) return false;
    return areMissing(element.ownerDocument) && !classes.some((name) => SHOWING.test(name));
  }

  /**
   * Whether an element would not be there, nor its words.
   * @param {Element} element
   */
  const isGone = (element) => hides(element, [GONE]);

  /**
   * Whether a person would not see an element, though one who only hears the page may.
   * @param {Element} element
   */
  const isUnseen = (element) => hides(element, [GONE, UNSEEN]);

  /**
   * Whether an element, or a box close around it, would not be seen by a person as it is there for robots.
   * @param {Element} element
   */
  function isTrap(element) {
    let at = /** @type {Element | null} */ (element);
    for (let level = 0; at && level < LEVELS; level++, at = at.parentElement) if (hides(at, [TRAP])) return true;
    return false;
  }

  /**
   * Whether all that an element's classes say is that it is not seen; a library's own name says more.
   * @param {Element} element
   */
  const saysHiddenAlone = ({ classList }) =>
    [...classList].every((name) => GONE.test(name) || (UNSEEN.test(name) && !LIBRARY.test(name)));

  fw.sheets = { areMissing, isGone, isUnseen, isTrap, saysHiddenAlone };
})();
