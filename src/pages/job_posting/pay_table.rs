use contract::salary::weekly_hours;
use contract::{EmploymentType, JobPostingSummary, NormalisedPay};
use leptos::prelude::*;

use crate::i18n::pay::{amount, whole};

/// From the lower to the upper figure, in euros: "1.700–1.850".
fn range(pay: &(Option<NormalisedPay>, Option<NormalisedPay>), of: fn(&NormalisedPay) -> u64) -> Option<String> {
    let (low, high) = (pay.0.as_ref().map(of), pay.1.as_ref().map(of));
    Some(match (low, high) {
        (Some(low), Some(high)) if low != high => format!("{}–{}\u{a0}€", amount(low), amount(high)),
        (Some(figure), _) | (None, Some(figure)) => format!("{}\u{a0}€", amount(figure)),
        (None, None) => return None,
    })
}

/// The pay per hour, month and year, with an explanation of the conversion.
#[component]
pub fn PayTable(summary: JobPostingSummary) -> impl IntoView {
    let instalments = summary.collective_agreement.as_ref().and_then(|agreement| agreement.instalments);
    let hours = summary.work_hours.as_deref().and_then(weekly_hours);
    // Part time without the number of hours: pay per hour can't be computed.
    let is_unclear = summary.employment_type == Some(EmploymentType::PartTime) && hours.is_none();
    let salary = summary.base_salary.filter(|_| !is_unclear);
    let pay = salary.map(|salary| salary.normalised(instalments, hours)).unwrap_or_default();
    let rows = [
        ("L’ora", range(&pay, |pay| pay.hour_minor)),
        ("Al mese", range(&pay, |pay| whole(pay.month_minor))),
        ("L’anno", range(&pay, |pay| whole(pay.year_minor))),
    ];
    let payments = match instalments {
        Some(count) => format!("le {count} mensilità del contratto collettivo"),
        None => "13 mensilità, perché l’offerta non le indica".to_owned(),
    };
    let month = match hours.filter(|hours| *hours < 40) {
        Some(hours) => format!("Un mese di {hours} ore a settimana vale {hours} quarantesimi di 173 ore"),
        None => "Un mese a tempo pieno vale 173 ore (40 ore per 52 settimane, diviso 12)".to_owned(),
    };
    rows.iter().all(|(_, figures)| figures.is_some()).then(|| {
        let rows = rows.into_iter().map(|(label, figures)| {
            view! {
                <div class="job-posting-facts__item">
                    <dt class="job-posting-facts__label">{label}</dt>
                    <dd class="job-posting-facts__value">{figures}</dd>
                </div>
            }
        });
        view! {
            <dl class="job-posting-facts">{rows.collect_view()}</dl>
            <details class="disclosure job-posting-detail__rule">
                <summary class="disclosure__summary">"Come facciamo il conto"</summary>
                <p class="job-posting-detail__note">
                    {format!(
                        "Partiamo dalla cifra dell’offerta. {month}; un anno vale {payments}. Sono cifre lorde, arrotondate all’euro, che servono a confrontare le offerte: in busta contano anche scatti, maggiorazioni e trattenute.",
                    )}
                </p>
            </details>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(month_minor: u64) -> Option<NormalisedPay> {
        Some(NormalisedPay { hour_minor: month_minor / 173, month_minor, year_minor: month_minor * 13 })
    }

    #[test]
    fn a_range_and_a_single_figure() {
        let month = |pay| range(&pay, |pay| whole(pay.month_minor)).map(|text| text.replace('\u{a0}', " "));
        assert_eq!(month((figure(170_000), figure(185_049))).unwrap(), "1.700–1.850 €");
        assert_eq!(month((figure(170_000), None)).unwrap(), "1.700 €");
        assert_eq!(month((None, figure(170_000))).unwrap(), "1.700 €");
        assert_eq!(month((None, None)), None);
    }
}
