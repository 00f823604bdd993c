use contract::Shift;
use leptos::prelude::*;

const DAYS: [(&str, &str); 7] = [
    ("L", "Lunedì"),
    ("M", "Martedì"),
    ("M", "Mercoledì"),
    ("G", "Giovedì"),
    ("V", "Venerdì"),
    ("S", "Sabato"),
    ("D", "Domenica"),
];
/// Parts of the day that shifts name.
const BANDS: [(Shift, &str); 3] = [(Shift::Day, "Giorno"), (Shift::Evening, "Sera"), (Shift::Night, "Notte")];

/// The days and parts of the day that an offer names. `None` if it names too little for a table.
fn week(shifts: &[Shift]) -> Option<([bool; 7], [bool; 3])> {
    let has = |shift: &Shift| shifts.contains(shift);
    let (weekday, weekend) = (has(&Shift::Weekday), has(&Shift::Weekend));
    let mut bands = BANDS.map(|(shift, _)| has(&shift));
    if has(&Shift::Rotating) && !bands.contains(&true) {
        // Rotating shifts cover the whole day.
        bands = [true; 3];
    }
    if !(weekday || weekend) || !bands.contains(&true) {
        return None;
    }
    let mut days = [weekend; 7];
    days.iter_mut().take(5).for_each(|day| *day = weekday);
    Some((days, bands))
}

/// The days and hours of the offer as a small table.
#[component]
pub fn Week(shifts: Vec<Shift>) -> impl IntoView {
    week(&shifts).map(|(days, bands)| {
        let is_rotating = shifts.contains(&Shift::Rotating);
        let head = DAYS.map(|(letter, name)| {
            view! {
                <th class="week__day" scope="col">
                    <abbr title=name>{letter}</abbr>
                </th>
            }
        });
        let rows = BANDS.into_iter().zip(bands).filter(|(_, is_named)| *is_named).map(|((_, label), _)| {
            let cells = days.map(|is_on| {
                view! {
                    <td class=if is_on { "week__cell week__cell--on" } else { "week__cell" }>
                        <span class="visually-hidden">{if is_on { "sì" } else { "no" }}</span>
                    </td>
                }
            });
            view! {
                <tr>
                    <th class="week__band" scope="row">
                        {label}
                    </th>
                    {cells.into_iter().collect_view()}
                </tr>
            }
        });
        view! {
            <section class="job-posting-detail__section" aria-labelledby="settimana">
                <h2 class="job-posting-detail__subtitle" id="settimana">
                    "La settimana"
                </h2>
                <table class="week" aria-labelledby="settimana">
                    <thead>
                        <tr>
                            <td></td>
                            {head.into_iter().collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
                <p class="job-posting-detail__note">
                    {if is_rotating {
                        "Le fasce si alternano: a turno, non tutte nello stesso giorno. Quante ore e in quali giorni esatti lo dice il contratto."
                    } else {
                        "Sono i giorni e le fasce che l’offerta indica. Quante ore e in quali giorni esatti lo dice il contratto."
                    }}
                </p>
            </section>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_parts_of_the_day() {
        let (days, bands) = week(&[Shift::Weekday, Shift::Night]).unwrap();
        assert_eq!(days, [true, true, true, true, true, false, false]);
        assert_eq!(bands, [false, false, true]);
        assert_eq!(week(&[Shift::Weekend, Shift::Weekday, Shift::Rotating]).unwrap(), ([true; 7], [true; 3]));
    }

    #[test]
    fn too_little_is_no_picture() {
        assert_eq!(week(&[Shift::Night]), None);
        assert_eq!(week(&[Shift::Weekday]), None);
        assert_eq!(week(&[]), None);
    }
}
