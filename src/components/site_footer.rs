use contract::{JobSearch, JobSort, Widget};
use leptos::prelude::*;

use crate::route::Route;

/// Element in which src/scripts/device/install.js offers to install the app. As text: an element that Leptos does not know
/// would add code.
const INSTALL_OFFER: &str = "<bacheca-install class=\"install\"></bacheca-install>";

#[component]
pub fn SiteFooter() -> impl IntoView {
    let closing = JobSearch { sort: Some(JobSort::Closing), ..JobSearch::default() };
    let topics = [
        ("ruoli", "Ruoli"),
        ("colloquio", "Colloquio"),
        ("contratti", "Contratti e paga"),
        ("candidarsi", "Candidarsi"),
    ];
    let topics = topics.map(|(slug, label)| {
        view! {
            <li>
                <a class="site-footer__link" href=Route::ArticleTopic(slug.to_owned()).href()>
                    {label}
                </a>
            </li>
        }
    });
    view! {
        <footer class="site-footer">
            <div class="site-footer__inner">
                <div class="site-footer__about">
                    <p class="site-footer__name">"Bacheca"</p>
                    <p>"Metà magazine, metà bacheca: articoli per capire un mestiere e le offerte aperte per farlo."</p>
                    <div inner_html=INSTALL_OFFER></div>
                </div>
                <nav aria-labelledby="piede-offerte">
                    <h2 class="site-footer__title" id="piede-offerte">
                        "Offerte"
                    </h2>
                    <ul class="site-footer__list">
                        <li>
                            <a class="site-footer__link" href=Route::JobPostings(JobSearch::default()).href()>
                                "Tutte le offerte"
                            </a>
                        </li>
                        <li>
                            <a class="site-footer__link" href=Route::JobPostings(closing).href()>
                                "In scadenza"
                            </a>
                        </li>
                        <li>
                            <a class="site-footer__link" href=Route::SignUp.href()>
                                "Crea l’account"
                            </a>
                        </li>
                        <li>
                            <a class="site-footer__link" href=Route::Partner(Widget::default()).href()>
                                "Per i siti partner"
                            </a>
                        </li>
                    </ul>
                </nav>
                <nav aria-labelledby="piede-magazine">
                    <h2 class="site-footer__title" id="piede-magazine">
                        "Magazine"
                    </h2>
                    <ul class="site-footer__list">{topics.into_iter().collect_view()}</ul>
                </nav>
                <p class="site-footer__legal">
                    "Le offerte si rivolgono a persone di ogni genere, età e nazionalità (d.lgs. 198/2006, 215/2003 e 216/2003). "
                    <a href=Route::Privacy.href()>"Privacy"</a>
                </p>
            </div>
        </footer>
    }
}
