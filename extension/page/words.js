// Data: the words by which pages mark fields, in English, German, French, Spanish, Italian, Portuguese and Dutch.
"use strict";
(() => {
  const fw = globalThis.fillwright;

  /**
   * What matches where any of `patterns` does. Small ones apart are sooner ready than one large pattern.
   * @param {Pattern[]} patterns
   * @returns {Pattern}
   */
  const any = (...patterns) => ({ test: (text) => patterns.some((one) => one.test(text)) });

  /**
   * What matches where any of `patterns` does, none of which can without `sign`: most texts need no more than that.
   * @param {RegExp} sign
   * @param {Pattern[]} patterns
   * @returns {Pattern}
   */
  const where = (sign, ...patterns) => ({ test: (text) => sign.test(text) && patterns.some((one) => one.test(text)) });

  fw.words = {
    /** What stands beside a label to say that an answer is needed. */
    required: [
      ..."required|required field|mandatory|mandatory field|pflichtfeld|erforderlich|obligatoire|requis|champ obligatoire|obligatorio".split(
        "|",
      ),
      ..."requerido|obbligatorio|richiesto|obrigatório|verplicht|vereist|must be filled".split("|"),
    ],
    optional: [
      ..."optional|freiwillig|facultatif|optionnel|opcional|facoltativo|opzionale|facultativo|optioneel".split("|"),
    ],

    /** Parts of an answer that one leaves out though the whole is needed. */
    sparePart:
      /middle|prefix|suffix|infix|line ?[23]|apart|apt\b|suite|\btitle|optional|zusatz|complément|segundo|secondo|complemento|interno|toevoeging|tussenvoegsel/i,

    /** What lowers a price, and is asked of nobody. */
    voucher:
      /promo|coupon|voucher|discount|gift (card|code)|gutschein|rabatt|code (promo|de réduction)|cupón|descuento|sconto|buono|cupom|desconto|kortings/i,

    /** What a form says that has all of its questions answered. */
    allRequired:
      /\ball (the )?(other )?(form )?(fields|questions)( below| on this page)? (are|is) (required|mandatory)|\balle (übrigen |anderen )?(felder|angaben|fragen) sind (pflicht|erforderlich|auszufüllen|verpflichtend)|\btous les (autres )?champs sont (obligatoires|requis)|\btodos los (demás )?campos son (obligatorios|requeridos)|\btutti i(l resto dei| restanti)? ?campi sono (obbligatori|richiesti)|\btodos os (demais |outros )?campos são obrigatórios|\balle (overige )?velden zijn (verplicht|vereist)/i,

    /** What a sentence says of the questions it names, what stands between them, and what makes them exceptions. */
    areRequired:
      /\b(required|mandatory|compulsory|must be (filled|completed|provided))\b|pflicht|erforderlich|auszufüllen|obligatoire|\brequis|obligatori[oa]s?\b|requerid[oa]s?\b|obbligator|obrigatóri|verplicht|vereist/i,
    listed: /[,;/&]|\s(?:and|und|et|y|e|en|sowie|as well as)\s/i,
    listLead:
      /^((the|your|die|das|ihre?|les|vos|votre|los|las|sus?|i|gli|il|os|as|o|a|de|uw|je) )?((following )?fields?|felder|champs|campos|campi|velden)? ?/,
    onlySome:
      /(?<!\p{L})(either|or|except|unless|if|not|oder|außer|wenn|nicht|kein\w*|ou|sauf|si|pas|excepto|salvo|oppure|tranne|eccetto|se|non|exceto|não|behalve|tenzij|als|niet)(?!\p{L})/iu,
    /** What stands in brackets behind a label and opens an explanation: "(where?)", "(what is this?)". */
    whyAsked:
      /\s*\((where|why|what|what('s| is) (this|that)|help|more( info)?|info|wo|warum|was ist das|hilfe|wozu|où|pourquoi|aide|qu'est-ce que c'est|dónde|por ?qu[ée]|qué es( esto)?|ayuda|dove|perch[ée]|cos'è|aiuto|onde|o que é( isto)?|ajuda|waar|waarom|wat is dit|\?)\s?\??\)\s*$/i,

    /** A sign beside a label that opens an explanation, and a place among the questions: "3/13". */
    infoSign: /^\s*[i?ⓘℹ❓]\s*$/i,
    counter:
      /^\s*(question |frage |pregunta |domanda |pergunta |vraag )?\d{1,3} ?(\/|of|von|sur|de|di|van) ?\d{1,3}\s*$/i,

    /** A line that explains the mark of required fields. */
    markNote: where(
      /[*✱]|required|mandatory/i,
      /^[\s(]*[*✱].{0,4}\b.{0,60}(required|mandatory|pflicht|obligat|requis|requerid|obbligator|obrigat|verplicht)|(marked|fields?|felder|champs|campos|campi|velden)\b.{0,40}[*✱].{0,40}(required|mandatory|pflicht|obligat|requis|requerid|obbligator|obrigat|verplicht)|(required|mandatory) fields?\W*$/i,
    ),

    /** How many choices to make, and what files may be: beside a question, never one. */
    howTo: any(
      /^\W*(please )?(select|choose|check|tick|mark|pick) (all|any|one|as many|every|up to|only)\b/i,
      /^\W*(mehrfach(auswahl|nennung)|bitte (alle|eine)|zutreffende)|^\W*(plusieurs|cochez|sélectionnez (toutes|une))|^\W*(selecciona|seleccione|marque|marca|elija) (todas|todos|una|uno)|^\W*(seleziona|selezionare|barrare) (tutt|un)|^\W*(selecione|assinale|marque) (todas|todos|uma|um)|^\W*(selecteer|kies|vink) (alle|een|één)/i,
      where(/pdf|doc|jpe?g|png/i, /\b(pdf|docx?|jpe?g|png)\b.{0,40}\b(pdf|docx?|jpe?g|png|m[bo])\b/i),
      where(
        /\d/,
        where(
          /characters?|chars|words?|zeichen|wörter|caractères|mots|caracteres|palabras|caratteri|parole|palavras|tekens|woorden/i,
          /^\W*(max(imum|imal|imaal|imo|i)?|min(imum|imo|destens)?|up to|at (most|least)|no more than|limit(ed to)?|between|bis zu|höchstens|zwischen|jusqu.à|entre|hasta|fino a|tra|até|tot|tussen)\b[\s.:]*(of |de |von )?\d[\d.,]*.{0,25}\b(characters?|chars|words?|zeichen|wörter|caractères|mots|caracteres|palabras|caratteri|parole|palavras|tekens|woorden)\W*$/i,
          /^\W*\d[\d.,]* (characters?|words?|zeichen|wörter|caractères|mots|caracteres|palabras|caratteri|parole|palavras|tekens|woorden) (max|left|remaining|or (less|fewer)|übrig|restants?|restantes|rimanenti)/i,
        ),
      ),
    ),

    /** The words of which an upload's button is made, where it does not say what kind of file it wants. */
    upload: new Set(
      (
        "n or it them this oder oppure ou o of and und et y e en to a an the your my from by click tap press please here attach upload uploaden uploads browse choose select add " +
        "drop drag paste enter manually manually file files document documents attachment attachments device computer input pdf doc docx dropbox google drive " +
        "datei dateien dokument dokumente hochladen anhängen durchsuchen auswählen hinzufügen hier ablegen ziehen per eine ihre deine klicken sie zum " +
        "parcourir choisir sélectionner joindre ajouter télécharger déposer déposez glisser glissez cliquez un une le la les fichier fichiers document ici votre " +
        "examinar elegir elige seleccionar selecciona adjuntar subir sube arrastra arrastrar arrástralo arrástrelo suelta suéltalo suéltelo archivo archivos aquí el tu su haz clic para " +
        "sfoglia scegli carica caricare allega trascina seleziona qui il tuo i procurar escolher anexar carregar enviar arraste solte ficheiro ficheiros arquivo arquivos aqui seu " +
        "bladeren kies kiezen bestand bestanden sleep hierheen het een je toevoegen selecteer selecteren " +
        "hierher ablegen einfach in auf am computer deinem ihrem gerät ou arraste-o vers depuis ordinateur desde dal dispositivo do seu van wählen max maximum no chosen selected keine ausgewählt gewählt aucun choisi sélectionné ningún seleccionado nessun selezionato nenhum selecionado geen gekozen mb kb up size txt rtf odt png jpg jpeg types formats accepted supported only"
      ).split(" "),
    ),

    /** The name of an option that asks for words of one's own. */
    other: /^\W*(other|others|else|andere[sr]?|sonstige[sr]?|autre|otr[oa]|altro|outr[oa]|anders)\b/i,

    /** How a question begins, be there no question mark. */
    asking:
      /^\W*(what|which|when|where|who|how|welche[rsnm]?|was|wann|wo|wie|quel(le)?s?|quand|où|comment|qué|cu[aá]l(es)?|cu[aá]ndo|d[oó]nde|c[oó]mo|quale|quali|quando|dove|quais|onde|wat|welke?|wanneer|waar|hoe)(?![\p{L}\p{N}])/iu,

    /** What stands between a choice in a grid and the row for which it is read out. */
    rowOf:
      /^, ?(response for|answer for|antwort (für|auf)|réponse (pour|à)|respuesta (para|a)|risposta (per|a)|resposta (para|a)|antwoord (voor|op)) /i,

    /** What a number beside it counts: behind a control, in it, or as its label. */
    unit: /^\W*(ft|feet|foot|in|inch(es)?|cm|mm|m|metres?|meters?|kg|g|lbs?|pounds?|st|stone|oz|km|miles?|years?|yrs?|months?|mths?|weeks?|days?|hours?|hrs?|min(ute[ns]?|s|utos?|uti|uten)?|jahre?n?|monate?|wochen?|tage?|stunden?|std|zoll|fu(ß|ss)|ans?|ann[ée]es?|mois|semaines?|jours?|heures?|a[ñn]os?|mes(es)?|semanas?|d[ií]as?|horas?|ann[io]|mes[ei]|settiman[ae]|giorn[io]|or[ae]|anos?|m[eê]s|jaar|jaren|maand(en)?|we(e)?k(en)?|dag(en)?|u(u|re)n?r?|%)\W*$/i,
    /** Years and months that last: none of a date. */
    duration: /^\W*(years|yrs|months|mths|jahre|monate|ann[ée]es|ans|a[ñn]os|meses|anni|mesi|anos|jaren|maanden)\W*$/i,
    /** Hours and minutes that last: none of a time of day, but where one is asked for. */
    lasting: /^\W*(hours|hrs|min(ute)?s|stunden|minuten|heures|horas|minutos|ore|minuti|uren)\W*$/i,
    timeOfDay:
      /(?<!\p{L})(when|what time|time of day|start|begin\p{L}*|end|at what|wann|uhrzeit|um wie viel uhr|beginn|ende|quand|quelle heure|début|fin|cuándo|qué hora|inicio|quando|che ora|inizio|fine|que horas|início|wanneer|hoe laat|tijdstip)(?!\p{L})/iu,
    /** What stands before the ends of a span, each a control. */
    spanEnd:
      /^\W*(and|to|until|till|through|bis|und|à|au|jusqu['’]à|et|hasta|y|fino a|a|al|até|e|tot( en met)?|t\/m|en|between|from|zwischen|von|entre|de|desde|tra|da|dalle|alle|tussen|van)\W*$/i,
    /** What stands in a list of currencies, and in one of the times that an amount is paid for. */
    currency: /^([A-Z]{3}|[€$£¥₹]|[A-Z]{1,3}\$|[A-Z]{3}\b.{0,40}|.{1,40}\([A-Z]{3}\)|[€$£¥₹] ?[A-Z]{3}|zł|kr|CHF)$/,
    period:
      /^\W*((per|a|an|pro|par|por|al|all['’]|each|every|im) ?)?(hour|day|week|month|year|annum|hourly|daily|weekly|monthly|yearly|annual(ly)?|stunde|tag|woche|monat|jahr|st[üu]ndlich|monatlich|j[äa]hrlich|heure|jour|semaine|mois|an|mensuel|annuel|hora|d[ií]a|semana|mes|a[ñn]o|mensual|anual|ora|giorno|settimana|mese|anno|m[êe]s|ano|uur|dag|week|maand|jaar)\W*$/i,
    /** What the parts of an answer are called that no words of the page name. */
    partNames: {
      en: { time: "time", currency: "currency", period: "period" },
      de: { time: "Uhrzeit", currency: "Währung", period: "Zeitraum" },
      fr: { time: "heure", currency: "devise", period: "période" },
      es: { time: "hora", currency: "moneda", period: "periodo" },
      it: { time: "ora", currency: "valuta", period: "periodo" },
      pt: { time: "hora", currency: "moeda", period: "período" },
      nl: { time: "tijd", currency: "valuta", period: "periode" },
    },

    /** A statement that the person makes, and no choice among several. */
    statement:
      /^\W*(i('| |’)|we |yes,? i |by (checking|submitting|ticking)|ich |ja,? ich |hiermit |je |j['’]|oui,? je |acepto|autorizo|he leído|doy |declaro|accetto|acconsento|dichiaro|autorizzo|aceito|concordo|li e |ik |ja,? ik )/i,

    /** What is agreed to, or asked for, each by itself. */
    agreement:
      /agree|consent|accept|terms|privacy|policy|newsletter|subscri|remember|confirm|marketing|same as|copy of|zustimm|einverstand|akzept|datenschutz|agb\b|accepte|conditions|confidential|acepto|privacidad|condiciones|accetto|consens|aceito|termos|akkoord|voorwaarden|contact me|notify|e-?mail me/i,

    /** No more than a yes to what stands above it. */
    assent:
      /^\W*(yes,? |ja,? |oui,? |sí,? |sì,? |sim,? )?(i('| ?)?|ich |je |j['’])?(have read|agree|accept|consent|confirm|acknowledge|understand|stimme zu|akzeptiere|bestätige|accepte|confirme|consens|acepto|confirmo|accetto|acconsento|confermo|concordo|aceito|akkoord|ga akkoord|bevestig)( ik)?\W*$/i,

    /** The parts of a date: by what stands in or on them. */
    datePart: {
      day: /^\W*(dd?|tt|jj|gg|days?|tag|jour|d[ií]a|giorno|dia|dag)\b|\b(day of the month|date section ?day)\b/i,
      month: /^\W*(mm?|months?|monat|mois|mes|mese|m[eê]s|maand)\b/i,
      year: /^\W*(yyyy|yy|jjjj|aaaa|aa|rrrr|years?|jahr|ann[ée]e|año|anno|ano|jaar)\b/i,
    },
    /** What a field for a phone number is called. */
    phone:
      /^\W*((mobile|daytime|home|work|cell) )?(tele)?(phone|fon\b|fono|foon)|^\W*(mobile|mobil|handy|cell|portable|m[óo]vil|celular|cellulare|telem[óo]vel|tel\b|gsm)/i,
    /** Words among which a phone number is asked. */
    anyPhone: /phone|\btel(\b|e?fon)|t[ée]l[ée]fon|telefoon|mobile|\bmobil\b|handy|\bfax\b/i,
    /** What the country part of a phone number is called. */
    dialCode:
      /\b(country|dial(l?ing)?|phone) ?(code|prefix|country)|country|landesvorwahl|vorwahl|ländervorwahl|indicatif|prefijo|prefisso|indicativo|prefixo|landcode|landnummer|\+\d{1,3}\b/i,
    /** What a list of such countries is called, and no other list of countries. */
    dialList:
      /\b(country|dial(l?ing)?|calling|phone) ?(code|prefix)|\bphone country|vorwahl|indicatif|prefijo|prefisso|indicativo|prefixo|c[óo]digo (de|do) pa[íi]s|\bddi\b|landcode|landnummer/i,
    /** Settings of the site itself: its language, the order or the filter of a list. */
    site: /^\W*(language|sprache|langue|idioma|lingua|língua|taal|currency|sort( by)?|order by|filter(n|en|s)?( by| nach| op)?|filtr(er|ar|a|i)( par| por| per)?|show|per page|items per page|sortieren|trier|ordenar|ordina|sorteer)\b/i,
    cookies:
      /cookie|\bcky\b|onetrust|consent-?(banner|manager|modal|dialog|popup|tool)|gdpr-?(banner|modal|popup)|didomi|usercentrics|cookiebot|\bcmp\b/i,
    /** What the window of a chat is called. */
    chatWindow:
      /(^|[-_\s])((live|web)-?)?chat-?(widget|window|box|bot|popup|pop-up|launcher|panel|container|bubble|frame)|live-?chat|intercom|drift-(widget|frame)|zendesk|zopim|crisp-client|tawk|hubspot-messages|freshchat|tidio|olark|userlike|smartsupp/i,
    /** How many of a thing to buy. */
    quantity: /^\W*(quantity|qty|menge|anzahl|stückzahl|quantité|qté|cantidad|quantità|qtà|quantidade|qtd|aantal)\W*$/i,
    chat: /(^|[-_\s])(live-?)?chat([-_\s]|$|-?widget|-?bot)|intercom|drift-|zendesk|crisp-client/i,

    /** A choice that is none: "Select…", "Bitte wählen", "--". */
    placeholder: any(
      /^[\s\-–—.…:*]*$|^[^?]{0,30}\b(auswählen|wählen|kiezen|selecteren)[\s.…]*$/i,
      /^[\s\-–—.…]*(make a selection|not specified|open (this|the) (select )?(menu|list)|nothing selected|none selected|nichts ausgewählt)[\s\-–—.…]*$/i,
      /^[\s\-–—.…]*(please (select|choose|pick)|select( an?| one| your)?|choose( an?| one| your)?|pick( an?| one)|bitte (aus)?wählen|(aus)?wählen( sie)?|sélectionner|sélectionnez|choisir|choisissez|veuillez (choisir|sélectionner)|selecciona(r|e)?|seleccione|elija|elige|selezionare?|seleziona|scegli(ere)?|selecion(ar|e)|escolh(a|er)|selecteer|kies( een)?|maak een keuze|no selection|none selected|not selected)\b[^?]{0,40}$/i,
    ),

    /** The country list of a phone field, part of the phone number. */
    phonePicker: ".iti, .intl-tel-input, .iti__dropdown-content",

    yes: ["yes", "ja", "oui", "sí", "si", "sì", "sim"],
    no: ["no", "nein", "non", "não", "nao", "nee"],

    password: /pass.?(word|wort|phrase)|mot de passe|contraseñ|senha|wachtwoord|\bpin\b|\bpwd\b/i,

    /** What a trap for robots is called where its label does not tell. */
    trapName: /(^|[-_[\s])(hp|hpot|gotcha|nickname_?hp)(?=$|[-_\]\s])/i,
    honeypot:
      /for validation purposes|should be left (unchanged|blank|empty)|honey.?pot|beecatcher|bee.?trap|bot.?(field|trap|check)|spam.?(trap|check)|(leave|keep) (this|it)( field)? (blank|empty)|do not (fill|complete)|don.?t fill|if you are (a )?human|nicht ausfüllen|freilassen|leer ?lassen|ne pas remplir|laisse[rz] (ce champ )?vide|no (rellenar|completar)|dejar (este campo )?(vacío|en blanco)|non compilare|lascia(re|te)? vuoto|não preencher|deixe (este campo )?(vazio|em branco)|niet invullen|laat (dit veld )?leeg/i,
    searchName: /^(q|query|search|keywords?)$/i,
    /** What the fields of a bar are called that finds rooms, journeys, goods or jobs. */
    finding:
      /^\W*(destination|where|check-?(in|out)|arrival|departure|depart(ing)?|return(ing)?|from|to|dates?|guests?|rooms?|adults|children|travell?ers|keywords?|what|location|radius|distance|within|category|wohin|reiseziel|von|nach|anreise|abreise|hinreise|rückreise|gäste|zimmer|erwachsene|kinder|ort|umkreis|où|arrivée|départ|retour|de|à|voyageurs|chambres?|adultes|enfants|lieu|rayon|destino|dónde|llegada|salida|desde|hasta|huéspedes|habitaciones|adultos|niños|destinazione|dove|arrivo|partenza|ritorno|ospiti|camere|adulti|bambini|onde|chegada|partida|hóspedes|quartos|crianças|bestemming|waar|aankomst|vertrek|gasten|kamers|volwassenen|kinderen|straal)(?![\p{L}'’])[^?]{0,25}$/iu,
    /** What stands over a login beside a form that one fills without. */
    login:
      /log-?in|log in|sign-?in|sign in|returning customer|already (have|registered|a (customer|member))|anmelde|einloggen|bereits (kunde|registriert)|connexion|se connecter|déjà (client|inscrit)|iniciar sesi[oó]n|identif[ií]cate|ya (tienes|eres)|accedi\b|hai già|sei già|\bentra\b|entrar\b|já (tem|é)|inloggen|al (klant|een account)/i,
    search:
      /^\W*find (an?|your|the|my)( nearest)? (store|shop|branch|dealer|location|office|clinic|retailer|stockist)|(store|shop|branch|dealer) ?(finder|locator)|filial(e|en)?-? ?(finder|suche|finden)|h[äa]ndler(suche| finden)|trouver (un|le|votre) (magasin|point de vente|revendeur)|(encuentra|busca) (tu|una|la) tienda|trova (un|il) (negozio|punto vendita|rivenditore)|encontr(e|ar) (uma|a sua) loja|vind (een|je|uw) (winkel|filiaal|dealer)|winkel(zoeker| zoeken)|^\W*(search|find (a )?jobs?|keywords?|suche|suchen|stellen suchen|recherche|rechercher|buscar|busca|cerca|pesquisa|pesquisar|zoeken?)\b(?!.*\?)/i,
    captcha: /captcha|wpcf7-quiz|\bquiz-\d|turnstile|cf-challenge|arkose|funcaptcha/i,
    newsletter:
      /newsletter|mc4wp|mailchimp|klaviyo|job.?alerts?|talent.?(community|network|pool)|subscri(be|ption)|mailing.?list|abonnieren|s.?abonner|infolettre|suscr[ií]b|iscriviti|subscrever|inscreva|nieuwsbrief|aanmelden voor/i,
    /** An upload that is only read to fill the other fields. */
    parsing:
      /auto.?fill|auto.?complete (your|the|this) (application|form)|pre.?fill|fill (in |out )?(the |this |your )?(form|application|fields)|parse (your|my|the)|import (your |my |a |the )?(resume|résumé|cv)\b|lebenslauf importieren|importer (votre |mon |un |le )?cv\b|importar (tu |su |mi |o |seu )?(cv|curr[ií]cul)|importa (il |tuo )*(cv|curriculum)|cv importeren|(apply|import|start|upload|populate)\b.{0,20}\b(with|from|to fill|and fill).{0,20}\b(resume|résumé|cv)\b|automatisch ausfüllen|mit (dem |deinem |ihrem )?lebenslauf (ausfüllen|bewerben)|remplir automatiquement|rellenar automáticamente|autocompletar|compila automaticamente|preencher automaticamente|automatisch invullen/i,
    /** Words of a place to drop files in. */
    drop: /(?<!\p{L})(drag|drop|browse|ziehen|zieh|ablegen|durchsuchen|gliss|dépos|parcour|arr[aá]str|su[eé]lt|examin|trascin|sfogl|arrast|solt|procur|sleep|blader)/iu,
    /** What an upload asks for where it names no kind of file. */
    uploadNoun:
      /^\W*(attachments?|documents?|files?|uploads?|anhänge?|anlagen?|dokumente?|dateien?|pièces? jointes?|fichiers?|adjuntos?|archivos?|documentos?|allegat[oi]|document[oi]|anexos?|ficheiros?|arquivos?|bijlagen?|bestanden?)\W*$/i,
    /** A button that takes an upload or a choice back. */
    remove:
      /^\W*(x|×|✕|✖|remove|delete|clear|discard|entfernen|löschen|supprimer|effacer|retirer|eliminar|quitar|borrar|rimuovi|elimina|cancella|remover|excluir|apagar|verwijderen|wissen)\b|^\W*[×✕✖]\W*$/i,
    /** A button that takes back the choice of a group, and nothing more. */
    clearChoice:
      /^\W*(clear|reset|deselect|undo)( (my|your|the|this))? (selection|choice|answer|response)|^\W*(auswahl|antwort) (löschen|aufheben|zurücksetzen)|^\W*(effacer|annuler) (la |ma )?(sélection|réponse)|^\W*(borrar|anular|quitar) (la )?(selección|respuesta)|^\W*(annulla|cancella|deseleziona) (la )?(selezione|risposta)|^\W*(limpar|anular|apagar) (a )?(seleção|resposta)|^\W*(selectie|keuze|antwoord) (wissen|opheffen)/i,
    /** What a button does, and no answer. */
    action:
      /^\W*(submit|send|apply|next|back|previous|continue|save|cancel|close|add|remove|delete|edit|upload|attach|browse|choose|select|search|filter|sort|reset|clear|log|sign|register|share|copy|print|download|view|show|hide|learn|skip|finish|preview|import|(?:more|less|ok|done)$|buy|facebook|twitter|whatsapp|absenden|senden|bewerben|weiter|zurück|speichern|abbrechen|schließen|hinzufügen|entfernen|löschen|bearbeiten|hochladen|suchen|anmelden|registrieren|teilen|anzeigen|envoyer|postuler|suivant|précédent|retour|continuer|enregistrer|annuler|fermer|ajouter|supprimer|modifier|rechercher|partager|enviar|siguiente|anterior|atrás|continuar|guardar|cancelar|cerrar|añadir|eliminar|editar|subir|buscar|compartir|invia|avanti|indietro|continua|salva|annulla|chiudi|aggiungi|elimina|modifica|carica|cerca|condividi|seguinte|próximo|voltar|salvar|fechar|adicionar|remover|carregar|pesquisar|partilhar|versturen|verzenden|solliciteren|volgende|vorige|terug|doorgaan|opslaan|annuleren|sluiten|toevoegen|verwijderen|bewerken|uploaden|zoeken|delen)(?![\p{L}\p{N}])/iu,
    card: where(
      /car[dt]|kart|kaart|tarjeta|cv[cv]/i,
      /card.?number|(credit|debit) ?card (no|nr)\b|card.?holder|name on (the |your )?(credit |debit )?card|karteninhaber|kreditkarte ?n(umme)?r|titulaire de la carte|titular de la tarjeta|titolare della carta|titular do cart[aã]o|kaarthouder|kartennummer|(num[eé]ro|n[°ºo]?\.?) de (la )?carte\b|(n[uú]m(ero|\.)?|n[°ºo]?\.?) de (la )?tarjeta|(numero|n[°ºo.]{1,2}) (della )?carta\b|(n[uú]mero|n[°ºo]?\.?) do cart[aã]o|kaart(nummer|nr)|karten?-?nr\b|\bcvc2?\b|\bcvv2?\b|security code on (the|your) card/i,
    ),
    /** What fields for a card are named in the page's own code. */
    cardName: where(
      /cc|card|cvv|cvc|csc/i,
      /((^|[-_.[\s])(cc|(credit|debit|payment)[-_.]?card)|(^|[\s.[])card)[-_.]?(type|no|nr|num|number|exp(iry|iration|ires)?([-_.]?(date|month|year|mm|yy|m|y))?|name|holder|csc|cvc|cvv|cvn)(?=$|[-_.\]\s])|(^|[-_.[\s])(cc?[-_]?(vv|vc|sc)2?|ccv)(?=$|[-_.\]\s])/i,
    ),
    /** Labels that name a part of a card, where a card stands beside. */
    cardPart:
      /^\W*(card\b|exp(\b|ir(y|ation|es)\b)|valid (thru|until|to)\b|gültig bis|ablaufdatum|caducidad|scadenza|validade|vervaldatum|expiration|name (as (it )?appears )?on (the )?card|mm ?\/ ?(yy|jj|aa)|security code|prüfziffer)/i,
    /** Sums and riddles that only tell people from robots. */
    quiz: any(
      /spam.?(schutz|protection|prevention)|anti.?spam/i,
      where(
        /\d\D{1,9}\d/,
        /(^|\s)\d{1,2} ?([+×x*·]|plus|times|mal|fois|por|per|più|mais|más|keer) ?\d{1,2}( ?[=?]|\W*$)/i,
      ),
      where(
        /what is|what.s|how much is|solve|wie ?viel|was ist|combien font|cuánto es|quanto fa|quanto é|hoeveel is/i,
        /(what is|what.s|how much is|solve|wie ?viel (ist|sind)|was ist|combien font|cuánto es|quanto fa|quanto é|hoeveel is)\b[^?]{0,12}\b(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten) ?([-+×x*·−]|plus|minus|times|mal|fois) ?(\d|one|two|three|four|five|six|seven|eight|nine|ten)/i,
      ),
      /(are you|prove (that )?you.?re|bist du|sind sie) (a )?(human|(not )?a? ?robot|ein mensch)/i,
    ),
    /** What a button says that starts a search. */
    go: /^\W*(go|search|find|suchen?|finden|los|rechercher|chercher|trouver|buscar|encontrar|cerca|trova|pesquisar|procurar|zoek(en)?|vind(en)?)(?![\p{L}\p{N}]).{0,12}$|^[^\p{L}\p{N}]*$/iu,
    /** What a button says that puts an address on a list. */
    signUp:
      /^\W*(sign (me )?up|subscribe|join( us)?|notify me|keep me (posted|updated|informed)|get (updates|notified|alerts)|stay (in touch|updated)|abonnieren|eintragen|s.abonner|s.inscrire|suscribirme|suscribirse|suscribir|iscriviti|inscrever|inscreva-se|assinar|abonneren|aanmelden)\b/i,
    /** Numbers of bank accounts, which are as secret as a card's. */
    account: any(
      where(/iban|blz|bic/i, /(^|[^\p{L}])(iban|blz|bic)([^\p{L}]|$)/iu),
      /konto-?inhaber|(bank|kredit|geld)institut\b|(bank )?account holder|titulaire d[ue] compte|titular de la cuenta|intestatari[oa] (del )?conto|titular da conta|rekeninghouder|bank account (no|num|nr)|kontonummer|bankleitzahl|rekeningnummer|routing number|sort code|num[eé]ro de (compte|cuenta) bancari?[ao]?/i,
    ),
    code: where(
      /code|c[oó]digo|codice|one.?time|otp|2fa/i,
      /\d[- ]digit code|code (we|you).{0,12}(sent|received|got)|(code|code from|code par|c[oó]digo (por|del?)|codice via|code (per|via|aus der)) (the )?(sms|text message)|one.?time.?(code|pass)|\botp\b|verification code|security code|confirmation code|\b2fa\b|sms.?code|einmalcode|best[aä]tigungscode|code de (v[eé]rification|confirmation)|c[oó]digo de (verificaci[oó]n|confirmaci[oó]n|verificação)|codice di verifica|verificatiecode/i,
    ),

    /** "max. 300 words", "up to 500 characters", "300 Zeichen maximal", "0/500". */
    characters: "characters?|chars?|zeichen|caractères|caracteres|caratteri|tekens",
    words: "words?|wörter|worte|mots|palabras|parole|palavras|woorden",
    most: "m[aá]x(?:imum|imal|imo|i|\\.)?(?: of| de| von| van| di)?|up to|at most|no more than|not exceed(?:ing)?|limit(?:ed)?(?: to| of|:)?|fewer than|less than|under|within|massimo|höchstens|bis zu|maximal|jusqu.à|au plus|hasta|fino a|até|tot|ten hoogste|hoogstens",
    /** Between two numbers, and what a number is called that is not to be passed. */
    upTo: "-|–|—|to|and|bis|und|à|et|a|y|e|tot|en",
    limit: "limit|maximum|max|count|anzahl|limite|límite|limiet",
    atMostAfter:
      "m[aá]x(?:imum|imal|imo|\\.)?|massimo|(?:characters? )?(?:remaining|left)|übrig|verbleibend|restante?s|rimanenti|resterend|or (?:less|fewer)|limit|oder weniger|ou moins|o menos|o meno|ou menos|of minder",
  };
})();
