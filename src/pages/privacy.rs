use leptos::prelude::*;

use crate::browser::page::document;
use crate::features::loading::page_ready::page_is_ready;
use crate::i18n::page_title;
use crate::state::navigation::HEADING_ID;

/// `/privacy`: the notice of article 13 GDPR in plain language. Sign-up sends its version.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    page_is_ready(page_title::PRIVACY);
    let contact = document::meta("bacheca-contact");
    view! {
        <div class="page__column page__column--text">
            <div class="page__head">
                <h1 class="page__title" id=HEADING_ID tabindex="-1">
                    "Come trattiamo i tuoi dati"
                </h1>
                <p class="page__lead">"In breve: teniamo il minimo, ti diciamo perché, e non lo diamo a nessuno che non serva."</p>
            </div>
            <div class="prose">
                <p>"Questa informativa vale da novembre 2026. Per leggere articoli e offerte non serve dirci chi sei."</p>
                <h2>"Che cosa raccogliamo"</h2>
                <p>
                    "Quando crei l’account ci dai nome, email e password e, se vuoi, il comune in cui cerchi lavoro. Della password conserviamo solo un’impronta: non possiamo rileggerla."
                </p>
                <div class="prose__scroll" tabindex="0" role="region" aria-label="Dati e motivi">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">"Dato"</th>
                                <th scope="col">"A che serve"</th>
                                <th scope="col">"Base giuridica"</th>
                            </tr>
                        </thead>
                        <tbody>
                            <tr>
                                <th scope="row">"Nome, email, password"</th>
                                <td>"Creare e proteggere il tuo account"</td>
                                <td>"Contratto (art. 6.1.b GDPR)"</td>
                            </tr>
                            <tr>
                                <th scope="row">"Comune"</th>
                                <td>"Mostrarti prima le offerte vicine"</td>
                                <td>"Contratto (art. 6.1.b GDPR)"</td>
                            </tr>
                            <tr>
                                <th scope="row">"Ruoli, disponibilità, ricerche da seguire, offerte salvate"</th>
                                <td>"Ritrovarle e avvisarti delle offerte giuste"</td>
                                <td>"Contratto (art. 6.1.b GDPR)"</td>
                            </tr>
                            <tr>
                                <th scope="row">"Curriculum, telefono e messaggio delle candidature"</th>
                                <td>"Farli avere a chi pubblica l’offerta per cui ti candidi, e a nessun altro"</td>
                                <td>"Misure chieste da te (art. 6.1.b GDPR)"</td>
                            </tr>
                            <tr>
                                <th scope="row">"Indirizzo che il browser ci dà per le notifiche"</th>
                                <td>"Mandarti quelle degli avvisi, cifrate, finché non le disattivi o esci"</td>
                                <td>"Consenso (art. 6.1.a GDPR), sempre revocabile"</td>
                            </tr>
                            <tr>
                                <th scope="row">"Sì alle email di consigli"</th>
                                <td>"Sapere se possiamo scriverti"</td>
                                <td>"Consenso (art. 6.1.a GDPR), sempre revocabile"</td>
                            </tr>
                        </tbody>
                    </table>
                </div>
                <p>
                    "Teniamo questi dati finché tieni l’account. Se non lo usi per 24 mesi ti scriviamo e, un mese dopo, lo cancelliamo. Un account il cui indirizzo non viene confermato sparisce dopo 7 giorni. Il consenso alle email non è mai una condizione per averlo."
                </p>
                <p>
                    "Quando ritiri una candidatura, curriculum, telefono e messaggio vengono cancellati subito; chi li aveva già ricevuti ne risponde per la sua parte."
                </p>
                <h2>"La posizione"</h2>
                <p>
                    "Se premi «Usa la mia posizione», il browser chiede il tuo permesso e ci manda le coordinate una volta sola. Le usiamo per trovare il comune più vicino e non le conserviamo."
                </p>
                <h2>"Che cosa resta sul tuo dispositivo"</h2>
                <p>
                    "Il tema scelto (chiaro o scuro), se hai detto sì o no alle notifiche, le offerte che salvi, le candidature non ancora inviate, gli ultimi articoli, offerte e ricerche che hai guardato, per ritrovarli senza rete, e, finché la scheda è aperta, quello che hai scritto nel modulo di registrazione (password esclusa) e il punto a cui eri arrivato nelle pagine."
                </p>
                <p>
                    "Quando accedi mettiamo due cookie, che nessuno script può leggere. __Host-bacheca serve a riconoscerti, e finisce dopo 30 giorni che non lo usi; uscendo se ne va, con le copie delle offerte salvate. __Host-bacheca-device dice solo che su questo dispositivo qualcuno è già entrato con la tua email, senza contenerla: così chi tenta di indovinare la tua password non può chiuderti fuori. Dura 400 giorni dall’ultimo accesso. Non usiamo cookie di profilazione né contatori di altri."
                </p>
                <h2>"I tuoi diritti"</h2>
                <ul>
                    <li>"Vedere e correggere i tuoi dati, dal profilo."</li>
                    <li>"Scaricarli tutti in un archivio, dalle impostazioni."</li>
                    <li>"Cancellarli insieme all’account, dalle impostazioni: subito, senza chiedere a nessuno."</li>
                    <li>"Ritirare il consenso alle email, dal profilo."</li>
                    <li>
                        "Rivolgerti al " <a href="https://www.garanteprivacy.it">"Garante per la protezione dei dati personali"</a>
                        "."
                    </li>
                </ul>
                {contact
                    .map(|contact| {
                        let href = format!("mailto:{contact}");
                        view! {
                            <p>
                                "Scrivi a " <a href=href>{contact}</a>
                                ": rispondiamo entro un mese, come vuole la legge."
                            </p>
                        }
                    })}
            </div>
        </div>
    }
}
