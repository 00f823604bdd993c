use source_values::pay::{Words, read};
#[test]
fn look() {
    for (text, unit) in [
        ("RAL 24/28k", ""), ("Ral da 25k a 30k", ""), ("€25k–€30k", "year"), ("30K€", ""), ("da 1.300€ a 1.500€ lordi mensili", ""),
        ("tra 1.300 e 1.500", "mensile"), ("1.200/1.400 netti", ""), ("8/10 euro l'ora", ""), ("10-12€/h", ""), ("7,50 € netti l'ora", ""),
        ("1 250,50", "MONTH"), ("1250", "Euro/mese"), ("1250", "EUR per month"), ("26.000,00 euro annui lordi", ""), ("Retribuzione annua lorda: 26.000 - 30.000 euro", ""),
        ("Fino a € 2.000 netti", "mese"), ("min 25.000 max 30.000", "YEAR"), ("minimo 25.000 massimo 30.000", "YEAR"), ("25.000 min - 30.000 max", "YEAR"),
        ("da 25.000", "YEAR"), ("RAL fino a 30K", ""), ("RAL max 30.000", ""), ("oltre 25.000 €", "anno"), ("€ 1.500 lordi/mese", ""), ("1500€ al mese (lordi)", ""),
        ("1.500 euro lordi al mese per 13 mensilità", ""), ("14 mensilità, 1.500 € lordi", ""), ("€ 1.500,00 x 14", ""), ("1500x14", ""), ("1.500€x13", ""),
        ("1.500 € *14", ""), ("1500 su 14", "MONTH"), ("22.400 lordi annui su 14 mensilità", ""), ("1.600 € (14 mensilità)", ""), ("Stipendio: 1.600 euro per 14 mensilità", ""),
        ("1600 euro/mese, 13ª e 14ª", ""), ("1600 euro/mese + 13^", ""), ("CHF 25.50 / Stunde", ""), ("CHF 60'000 - 70'000", "YEAR"), ("CHF 60’000.–", "YEAR"), ("USD 4,000/month", ""), ("$4,000 - $5,000 a month", ""), ("£12.50 per hour", ""), ("£30k-£35k", ""),
        ("50.000 CZK", "month"), ("paga giornaliera 75 euro", ""), ("75€/gg", ""), ("gettone 75 €", ""), ("75 € a turno", ""), ("€ 300 settimanali", ""), ("300€/sett", ""),
        ("borsa di studio 800 euro mensili", ""), ("indennità di 500 € mensili", ""), ("rimborso 600 €/mese", ""), ("500 euro", "mese"),
        ("1.300,00 €", "NETTO"), ("1.300", "mese netto"), ("netti 1.300", ""), ("1.300 net", "MONTH"), ("in busta 1.400", "mese"),
        ("1.2 k", "mese"), ("2k al mese", ""), ("1,5k/mese", ""), ("35K", "YEAR"), ("35k", "MONTH"), ("35", "YEAR"), ("9", "YEAR"), ("1500", "DAY"), ("200", "HOUR"), ("250", "MONTH"), ("80", "MONTH"),
        ("1.400 € + premi", "mese"), ("1.400 € + bonus fino a 300 €", "mese"), ("1.400 € oltre provvigioni", "mese"), ("fisso mensile 1.200€ + provvigioni 10%", ""), ("1000 fisso + 500 variabile", "mese"), ("provvigioni fino a 3.000 €", "mese"), ("solo provvigioni", ""), ("RAL 30k + MBO 10%", ""), ("RAL 30k + auto aziendale", ""), ("30.000-35.000 + benefit", "RAL"),
        ("da concordare", ""), ("trattabile", ""), ("competitiva", ""), ("Da valutare in base all'esperienza (25-30k)", ""), ("€ 0", "YEAR"), ("0.00", "MONTH"), ("n.d.", ""), ("N/A", "MONTH"), ("-", ""),
        ("1.500,00 EUR", "Mensile"), ("EUR 1,500.00", "Monthly"), ("1500 EUR - 1800 EUR", "MONTH"), ("1500.0", "MONTH"), ("1500.00", "MONTH"), ("28.000,00€", "Lordo annuo"), ("28000", "annuale"), ("28000", "Annuo lordo (RAL)"), ("12", "euro/ora"), ("12", "ORARIA"), ("12", "€/h"), ("12", "per ora"), ("1200", "PER_MONTH"), ("1200", "per_month"), ("28000", "PERYEAR"), ("28000", "YEARLY"), ("28000", "annum"), ("1.500", "month (gross)"), ("1500", "M"), ("30", "k€ anno"),
        ("€ 1.500 – 1.700 lordi al mese, CCNL Turismo livello 4", ""), ("3.000.000 lire", "mese"), ("cinquanta euro al giorno", ""), ("1.500 euro mensili lordi; 20 ore settimanali", ""), ("24.000€ - 28.000€ RAL in base all'esperienza", ""), ("RAL indicativa 28-32.000 €", ""), ("28-32 mila euro", ""), ("28/32K", "RAL"), ("€ 28.000/32.000", ""), ("28.000€/anno", ""), ("28 000 – 32 000 €", "Jahr"), ("1.714,52 € 14 mensilità", ""), ("€1714.52 per month for 14 months", ""), ("25.000–30.000", ""), ("ca. 2.000 brutto", "Monat"), ("−1500", "MONTH"), ("- 1500", "MONTH"), ("(1500)", "MONTH"), ("1.500 € mese netti + contributi", ""), ("+1.500", "MONTH"), ("5.000.000", "MONTH"), ("0,50", "HOUR"), ("99.999.999", "YEAR"),
        ("1.300€ - 1.500€ nette mensili", ""), ("dai 25 ai 30 mila euro lordi", ""), ("da 25mila a 30mila", ""), ("Lordo mensile: 1.650,00 - Netto mensile: 1.300,00", ""), ("1.650,00 lordi mensili pari a 1.300,00 netti", ""), ("24k/28k lordi/anno", ""), ("fascia 25-30k", ""), ("RAL: €25.000 - €30.000 (in base a esperienza); 14 mensilità; ticket €8", ""),
    ] {
        let w = Words { min: Some(text), max: Some(text), per: (!unit.is_empty()).then_some(unit), ..Words::default() };
        let r = read(w);
        let p = r.pay.map(|p| format!("{:?}-{:?} {} {}", p.min_minor, p.max_minor, p.currency, p.per.as_str())).unwrap_or("-".into());
        println!("{text} | {unit} => {p} x{:?} {} {:?} {:?}", r.instalments, if r.is_allowance {"ALLOW"} else {""}, r.agreement.map(|a| a.name), r.notes);
    }
}
