// Data: the words by which pages mark fields, in English, German, French, Spanish, Italian, Portuguese and Dutch.
"use strict";
(() => {
  const fw = globalThis.fillwright;

  fw.words = {
    /** What stands beside a label to say that an answer is needed. */
    required: [
      ..."required|mandatory|pflichtfeld|erforderlich|obligatoire|requis|champ obligatoire|obligatorio".split("|"),
      ..."requerido|obbligatorio|richiesto|obrigatório|verplicht|vereist|must be filled".split("|"),
    ],
    optional: [
      ..."optional|freiwillig|facultatif|optionnel|opcional|facoltativo|opzionale|facultativo|optioneel".split("|"),
    ],

    /** A choice that is none: "Select…", "Bitte wählen", "--". */
    placeholder:
      /^[\s\-–—.…:*]*$|^[\s\-–—.…]*(please (select|choose|pick)|select( an?| one| your)?|choose( an?| one| your)?|pick( an?| one)|bitte (aus)?wählen|(aus)?wählen( sie)?|sélectionner|sélectionnez|choisir|choisissez|veuillez (choisir|sélectionner)|selecciona(r|e)?|seleccione|elija|elige|selezionare?|seleziona|scegli(ere)?|selecion(ar|e)|escolh(a|er)|selecteer|kies( een)?|maak een keuze|no selection|none selected|not selected)\b[^?]{0,40}$/i,

    /** The country list of a phone field, part of the phone number. */
    phonePicker: ".iti",

    yes: ["yes", "ja", "oui", "sí", "si", "sì", "sim"],
    no: ["no", "nein", "non", "não", "nao", "nee"],

    honeypot:
      /honey.?pot|beecatcher|bee.?trap|bot.?(field|trap|check)|spam.?(trap|check)|(leave|keep) (this|it)( field)? (blank|empty)|do not (fill|complete)|don.?t fill|if you are (a )?human|nicht ausfüllen|freilassen|leer ?lassen|ne pas remplir|laisse[rz] (ce champ )?vide|no (rellenar|completar)|dejar (este campo )?(vacío|en blanco)|non compilare|lascia(re|te)? vuoto|não preencher|deixe (este campo )?(vazio|em branco)|niet invullen|laat (dit veld )?leeg/i,
    searchName: /^(q|query|search|keywords?)$/i,
    search: /^(search|keywords?|suche|suchen|recherche|rechercher|buscar|busca|cerca|pesquisa|pesquisar|zoeken)$/i,
    captcha: /captcha|turnstile|cf-challenge|arkose|funcaptcha/i,
    newsletter:
      /newsletter|job.?alerts?|talent.?(community|network|pool)|subscri(be|ption)|mailing.?list|abonnieren|s.?abonner|infolettre|suscr[ií]b|iscriviti|subscrever|inscreva|nieuwsbrief|aanmelden voor/i,
    /** An upload that is only read to fill the other fields. */
    parsing:
      /auto.?fill|auto.?complete (your|the|this) (application|form)|pre.?fill|fill (in |out )?(the |this |your )?(form|application|fields)|parse (your|my|the)|(apply|import|start|upload|populate)\b.{0,20}\b(with|from|to fill|and fill).{0,20}\b(resume|résumé|cv)\b|automatisch ausfüllen|mit (dem |deinem |ihrem )?lebenslauf (ausfüllen|bewerben)|remplir automatiquement|rellenar automáticamente|autocompletar|compila automaticamente|preencher automaticamente|automatisch invullen/i,
    /** A button that takes an upload or a choice back. */
    remove:
      /^\W*(x|×|✕|✖|remove|delete|clear|discard|entfernen|löschen|supprimer|effacer|retirer|eliminar|quitar|borrar|rimuovi|elimina|cancella|remover|excluir|apagar|verwijderen|wissen)\b|^\W*[×✕✖]\W*$/i,
    card: /card.?number|kartennummer|num[eé]ro de (la )?carte|n[uú]mero de (la )?tarjeta|numero (della )?carta|n[uú]mero do cart[aã]o|kaartnummer|\bcvc2?\b|\bcvv2?\b|security code on (the|your) card/i,
    code: /one.?time.?(code|pass)|\botp\b|verification code|security code|confirmation code|\b2fa\b|sms.?code|einmalcode|best[aä]tigungscode|code de (v[eé]rification|confirmation)|c[oó]digo de (verificaci[oó]n|confirmaci[oó]n|verificação)|codice di verifica|verificatiecode/i,

    /** "max. 300 words", "up to 500 characters", "300 Zeichen maximal", "0/500". */
    characters: "characters?|chars?|zeichen|caractères|caracteres|caratteri|tekens",
    words: "words?|wörter|worte|mots|palabras|parole|palavras|woorden",
    most: "max(?:imum|imal|imo|\\.)?(?: of| de| von| van| di)?|up to|at most|no more than|not exceed(?:ing)?|limit(?:ed)?(?: to| of|:)?|fewer than|less than|under|within|höchstens|bis zu|maximal|jusqu.à|au plus|hasta|fino a|até|tot|ten hoogste|hoogstens",
    atMostAfter:
      "max(?:imum|imal|imo|\\.)?|or (?:less|fewer)|limit|oder weniger|ou moins|o menos|o meno|ou menos|of minder",
  };
})();
