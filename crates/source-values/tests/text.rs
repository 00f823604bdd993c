//! Descriptions as sources write them.

use source_values::text::{description, lines_of_description, of_description, one_line};

fn check(rows: &[(&str, &str)]) {
    let wrong: Vec<_> = rows
        .iter()
        .map(|(text, expected)| (text, description(text), expected))
        .filter(|(_, got, expected)| got != *expected)
        .map(|(text, got, expected)| format!("{text:?}\n  is  {got}\n  not {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {} wrong\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn nothing_runs_into_its_neighbour() {
    check(&[
        ("<div>Riga uno</div><div>Riga due</div>", "<p>Riga uno</p><p>Riga due</p>"),
        ("<div><span>Uno.</span></div><div><span>Due.</span></div>", "<p>Uno.</p><p>Due.</p>"),
        ("<span>Riga uno.</span><span>Riga due.</span>", "<p>Riga uno.<br>Riga due.</p>"),
        ("<span>Ri</span><span>ga</span>", "<p>Riga</p>"),
        ("<div><p>a</p><div>b<br>c</div></div>", "<p>a</p><p>b<br>c</p>"),
        ("uno<br><br>due<br/>tre", "<p>uno</p><p>due<br>tre</p>"),
        ("<p>uno<br>&nbsp;<br>due</p>", "<p>uno</p><p>due</p>"),
        ("<p>Uno</p>due<p>tre</p>", "<p>Uno</p><p>due</p><p>tre</p>"),
        ("<section><h2>Chi siamo</h2>Una bottega.</section>", "<h3>Chi siamo</h3><p>Una bottega.</p>"),
        ("<h1>A</h1><h4>B</h4><p>c</p>", "<h3>A</h3><h3>B</h3><p>c</p>"),
        ("<h2><strong>Requisiti</strong></h2><p>x</p>", "<h3>Requisiti</h3><p>x</p>"),
        ("<h2> </h2><p>x</p>", "<p>x</p>"),
        ("<p>nei frutteti\nintorno a Cesena</p>", "<p>nei frutteti intorno a Cesena</p>"),
        ("<pre>uno\ndue</pre>", "<p>uno<br>due</p>"),
        ("<dl><dt>Orario</dt><dd>6–14</dd></dl>", "<p>Orario</p><p>6–14</p>"),
        ("<p>uno<hr>due</p>", "<p>uno</p><p>due</p>"),
        ("<p>Cerchiamo <b>te</b>, <a href=\"https://x.example\">qui</a></p>", "<p>Cerchiamo <b>te</b>, qui</p>"),
        ("<b>Uno<p>due</p></b>", "<p><b>Uno</b></p><p><b>due</b></p>"),
        ("<p><b> </b>uno<em></em></p>", "<p>uno</p>"),
    ]);
}

#[test]
fn lists_stay_lists_and_typed_ones_become_some() {
    check(&[
        ("<ul><li>uno</li><li>due</li></ul>", "<ul><li>uno</li><li>due</li></ul>"),
        ("<ol><li><p>uno</p></li><li><p>due</p><p>tre</p></li></ol>", "<ol><li>uno</li><li>due<br>tre</li></ol>"),
        ("<ul><li>uno<ul><li>a</li></ul></li></ul>", "<ul><li>uno<ul><li>a</li></ul></li></ul>"),
        ("<ul><li>uno</li><ul><li>a</li></ul></ul>", "<ul><li>uno<ul><li>a</li></ul></li></ul>"),
        ("<ul>uno<li>due</li></ul>", "<ul><li>uno</li><li>due</li></ul>"),
        ("<li>uno</li><li>due</li>", "<ul><li>uno</li><li>due</li></ul>"),
        ("<ul><li>• uno</li><li>- due</li></ul>", "<ul><li>uno</li><li>due</li></ul>"),
        ("<ul><li></li><li>due</li></ul>", "<ul><li>due</li></ul>"),
        ("Requisiti:\n- uno\n- due\nFine.", "<p>Requisiti:</p><ul><li>uno</li><li>due</li></ul><p>Fine.</p>"),
        ("Requisiti:\r\n• uno\r\n• due", "<p>Requisiti:</p><ul><li>uno</li><li>due</li></ul>"),
        ("* uno\n* due", "<ul><li>uno</li><li>due</li></ul>"),
        ("– uno\n– due", "<ul><li>uno</li><li>due</li></ul>"),
        ("·uno\n·due", "<ul><li>uno</li><li>due</li></ul>"),
        ("-uno\n-due", "<ul><li>uno</li><li>due</li></ul>"),
        ("1) uno\n2) due", "<ol><li>uno</li><li>due</li></ol>"),
        ("1. uno\n2. due", "<ol><li>uno</li><li>due</li></ol>"),
        ("- uno\n\n- due", "<ul><li>uno</li><li>due</li></ul>"),
        ("<p>- uno</p><p>- due</p>", "<ul><li>uno</li><li>due</li></ul>"),
        ("<div>• uno</div><div>• due</div>", "<ul><li>uno</li><li>due</li></ul>"),
        ("<p>Offriamo:<br>- uno<br>- due</p>", "<p>Offriamo:</p><ul><li>uno</li><li>due</li></ul>"),
        ("<p>Offriamo:\n- uno\n- due</p>", "<p>Offriamo:</p><ul><li>uno</li><li>due</li></ul>"),
        ("Offriamo: • uno • due", "<p>Offriamo:</p><ul><li>uno</li><li>due</li></ul>"),
        ("<p><b>- uno</b></p>", "<ul><li><b>uno</b></li></ul>"),
        // No lists.
        ("2026. Un anno nuovo.", "<p>2026. Un anno nuovo.</p>"),
        ("-5 gradi in cella", "<p>-5 gradi in cella</p>"),
        ("Uno - due", "<p>Uno - due</p>"),
    ]);
}

#[test]
fn tables_keep_their_cells_apart() {
    check(&[
        (
            "<table><thead><tr><th>Turno</th><th>Orario</th></tr></thead><tbody><tr><td>Mattina</td><td>6–14</td></tr></tbody></table>",
            "<table><tbody><tr><th>Turno</th><th>Orario</th></tr><tr><td>Mattina</td><td>6–14</td></tr></tbody></table>",
        ),
        ("<table><tr><td>uno</td></tr><tr><td>due</td></tr></table>", "<p>uno</p><p>due</p>"),
        ("<table><tr><td><ul><li>a</li></ul></td><td>b</td></tr></table>", "<ul><li>a</li></ul><p>b</p>"),
        ("<table><tr><td>a</td><td>b</td><td>c</td><td>d</td><td>e</td></tr></table>", "<p>a · b · c · d · e</p>"),
        ("<tr><td>a</td><td>b</td></tr>", "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"),
        ("<table><tr><td></td></tr></table><p>x</p>", "<p>x</p>"),
    ]);
}

#[test]
fn plain_text_has_lines_and_paragraphs() {
    check(&[
        ("Uno\r\ndue\n\ntre & 5 < 6", "<p>Uno<br>due</p><p>tre &amp; 5 &lt; 6</p>"),
        ("Uno\n \n\n\ndue", "<p>Uno</p><p>due</p>"),
        ("Uno\n-----\ndue", "<p>Uno</p><p>due</p>"),
        ("Scrivi a <mario@ditta.example> entro venerdì", "<p>Scrivi a &lt;mario@ditta.example&gt; entro venerdì</p>"),
        ("se a<b e c>d", "<p>se a&lt;b e c&gt;d</p>"),
        ("<b>Requisiti</b>\nuno\ndue", "<p><b>Requisiti</b><br>uno<br>due</p>"),
        ("L&#39;ora &egrave; &amp; 5", "<p>L'ora è &amp; 5</p>"),
        ("L\\'ora:\\n- uno\\n- due", "<p>L'ora:</p><ul><li>uno</li><li>due</li></ul>"),
        ("uno\u{b}\u{7}due", "<p>unodue</p>"),
    ]);
}

#[test]
fn html_that_was_escaped_is_html() {
    check(&[
        ("&lt;p&gt;L&amp;#39;ora&lt;/p&gt;", "<p>L'ora</p>"),
        ("&amp;lt;p&amp;gt;Uno&amp;lt;/p&amp;gt;", "<p>Uno</p>"),
        ("&lt;p&gt;R&amp;amp;D&lt;/p&gt;", "<p>R&amp;D</p>"),
        ("<p>Caff&amp;egrave;</p>", "<p>Caffè</p>"),
        ("<p>Ricerca &amp; Sviluppo</p>", "<p>Ricerca &amp; Sviluppo</p>"),
        ("<p>R&amp;amp;D</p>", "<p>R&amp;D</p>"),
        ("<![CDATA[<p>Uno</p>]]>", "<p>Uno</p>"),
        ("<![CDATA[&lt;div&gt;Uno&lt;/div&gt;&lt;div&gt;due&lt;/div&gt;]]>", "<p>Uno</p><p>due</p>"),
        ("<div>&lt;ul&gt;&lt;li&gt;uno&lt;/li&gt;&lt;/ul&gt;</div>", "<ul><li>uno</li></ul>"),
        ("<p>meno di &lt; 5</p>", "<p>meno di &lt; 5</p>"),
        ("<P>Uno</P><BR>due", "<p>Uno</p><p>due</p>"),
        ("<p class=MsoNormal>Uno<o:p></o:p></p>", "<p>Uno</p>"),
    ]);
}

#[test]
fn nothing_that_runs_or_follows_survives() {
    check(&[
        ("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
        ("<style>p{}</style><p onclick=\"x()\" style=\"color:red\">a</p>", "<p>a</p>"),
        ("<p>a<img src=\"https://track.example/p.gif\" width=1 height=1></p>", "<p>a</p>"),
        ("<iframe src=\"//evil.example\">a</iframe>b", "<p>b</p>"),
        ("&lt;p&gt;&lt;script&gt;alert(1)&lt;/script&gt;b&lt;/p&gt;", "<p>b</p>"),
        ("<p>a</p><!-- nota -->", "<p>a</p>"),
        ("<p>&lt;script&gt;c</p>", "<p>&lt;script&gt;c</p>"),
        (
            "<svg><a xlink:href=\"javascript:x\">a</a></svg><math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
            "",
        ),
        ("<p> </p>", ""),
        ("", ""),
    ]);
}

#[test]
fn text_that_was_read_wrongly_is_repaired() {
    check(&[
        ("PerchÃ© lâ€™ufficio Ã¨ lÃ¬", "<p>Perché l’ufficio è lì</p>"),
        ("La cittÃ  di piÃ¹", "<p>La città di più</p>"),
        ("La cittÃ\u{a0} di", "<p>La città di</p>"),
        ("La cittÃ  Ã¨ qui, la libertÃ .", "<p>La città è qui, la libertà.</p>"),
        ("Ã  Roma", "<p>à Roma</p>"),
        ("Ãˆ un lavoro", "<p>È un lavoro</p>"),
        ("â€œbravoâ€\u{9d} â€“ sÃ¬", "<p>“bravo” – sì</p>"),
        ("â‚¬ 1.200 al mese, 5Â°", "<p>€ 1.200 al mese, 5°</p>"),
        ("â€¢ uno\nâ€¢ due", "<ul><li>uno</li><li>due</li></ul>"),
        ("perchÃƒÂ©", "<p>perché</p>"),
        ("<p>Perch&Atilde;&copy;</p>", "<p>Perché</p>"),
        ("São Paulo, Città, «È»", "<p>São Paulo, Città, «È»</p>"),
        ("\u{feff}Uno\u{200b} d\u{ad}ue\u{202e}", "<p>Uno due</p>"),
    ]);
}

#[test]
fn shouting_becomes_sentences() {
    check(&[
        ("CERCHIAMO UN OPERAIO PER IL TURNO DI NOTTE.", "<p>Cerchiamo un operaio per il turno di notte.</p>"),
        (
            "SI OFFRE: CCNL METALMECCANICI, RAL 28K, CORSO HACCP",
            "<p>Si offre: CCNL Metalmeccanici, RAL 28K, corso HACCP</p>",
        ),
        (
            "TORNITORE CNC CON PATENTE C. SEDE DI BERGAMO (BG).",
            "<p>Tornitore CNC con patente C. Sede di Bergamo (BG).</p>",
        ),
        ("PER AZIENDA S.R.L. DELL'EMILIA ROMAGNA", "<p>Per azienda S.R.L. dell'Emilia Romagna</p>"),
        (
            "Siamo una bottega. CERCHIAMO DUE PERSONE! Scrivi.",
            "<p>Siamo una bottega. Cerchiamo due persone! Scrivi.</p>",
        ),
        (
            "REQUISITI\n- DIPLOMA O LAUREA\n- Inglese B2",
            "<p>Requisiti</p><ul><li>Diploma o laurea</li><li>Inglese B2</li></ul>",
        ),
        ("<h2>COSA OFFRIAMO</h2><p>x</p>", "<h3>Cosa offriamo</h3><p>x</p>"),
        ("<p><b>È RICHIESTA ESPERIENZA</b> &amp; VOGLIA</p>", "<p><b>È richiesta esperienza</b> &amp; voglia</p>"),
        ("- USO DEL PC E DI SAP", "<ul><li>Uso del PC e di SAP</li></ul>"),
        (
            "PER INFORMAZIONI: INFO@DITTA.EXAMPLE O WWW.DITTA.EXAMPLE",
            "<p>Per informazioni: info@ditta.example o www.ditta.example</p>",
        ),
        ("Operatore OSS, CNC, PLC", "<p>Operatore OSS, CNC, PLC</p>"),
        ("OSS CNC", "<p>OSS CNC</p>"),
        ("Lavoro URGENTE a Roma", "<p>Lavoro URGENTE a Roma</p>"),
        ("ADDETTO/A ALLE VENDITE (M/F)", "<p>Addetto/a alle vendite (M/F)</p>"),
    ]);
}

#[test]
fn the_text_of_a_description() {
    assert_eq!(
        of_description(&description("<p>Uno <b>d</b>ue</p><ul><li>R&amp;D</li><li>a &lt; b</li></ul>")),
        "Uno due R&D a < b"
    );
    assert_eq!(of_description(&description("<table><tr><td>a</td><td>b</td></tr></table>")), "a b");
    assert_eq!(of_description(""), "");
}

#[test]
fn a_line_is_plain_text() {
    for (text, line) in [
        ("R&D <b>manager</b>", "R&D manager"),
        ("Caff&egrave; &amp; t&egrave;<script>x</script>", "Caffè & tè"),
        ("<p>Uno</p><p>due</p>", "Uno due"),
        ("<p>puoi <b>cambiarlo</b>.</p>", "puoi cambiarlo."),
        ("Cuoco &amp;amp; cameriere", "Cuoco & cameriere"),
        (" Addetto\u{a0} alle\tvendite\u{200b} ", "Addetto alle vendite"),
        ("QualitÃ  e sicurezza", "Qualità e sicurezza"),
        ("Stipendio > 1.000", "Stipendio > 1.000"),
    ] {
        assert_eq!(one_line(text), line, "{text}");
    }
}

/// Whatever comes in, only our own tags come out, each closed, and doing it again changes nothing.
#[test]
fn what_comes_out_is_ours_and_stays_as_it_is() {
    let pieces = [
        "<p>", "</p>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<b>", "</b>", "<h2>",
        "</h2>", "<br>", "uno", "\n- ", "&lt;", "<pre>", "<i>", "• ", "Ã ",
    ];
    let mut state = 7_u64;
    for _ in 0..3_000 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        let html = description(&text);
        let mut open = Vec::new();
        for tag in html.split('<').skip(1).map(|tag| tag.split('>').next().unwrap()) {
            match tag.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "{text:?}: {html}"),
                None if tag == "br" => {}
                None => open.push(tag),
            }
            let name = tag.trim_start_matches('/');
            assert!(
                ["p", "h3", "ul", "ol", "li", "table", "tbody", "tr", "th", "td", "br", "b", "i", "strong"]
                    .contains(&name),
                "{html}"
            );
        }
        assert!(open.is_empty(), "{text:?}: {html}");
        assert_eq!(text.matches("uno").count(), html.matches("uno").count(), "{text:?}: {html}");
    }
}

#[test]
fn blocks_end_sentences_and_emphasis_does_not() {
    let lines = lines_of_description("<p>Cerchiamo un <b>cuoco</b></p><ul><li>Sala</li><li>1 &lt; 2</li></ul>");
    assert_eq!(lines, "Cerchiamo un cuoco\nSala\n1 < 2");
    assert_eq!(of_description("<p><b>R</b>isorse</p><p>umane</p>"), "Risorse umane");
}
