//! The fixed parts of the site's addresses. The router's patterns and [`Route::parse`](crate::Route::parse) are made of
//! them, and `cargo xtask tidy` looks for them where they are written out.

pub const ARTICLES: &str = "articoli";
pub const JOB_POSTINGS: &str = "offerte";
/// Behind an offer: its form.
pub const APPLY: &str = "candidati";
pub const OCCUPATIONS: &str = "lavoro";
pub const PLACES: &str = "lavoro-a";
pub const SIGN_UP: &str = "registrati";
pub const PRIVACY: &str = "privacy";
pub const SIGN_IN: &str = "accedi";
pub const FORGOTTEN_PASSWORD: &str = "password-dimenticata";
pub const NEW_PASSWORD: &str = "nuova-password";
pub const CONFIRM_EMAIL: &str = "conferma-email";
pub const UNSUBSCRIBE: &str = "disiscriviti";
pub const SAVED: &str = "salvate";
pub const APPLICATIONS: &str = "candidature";
pub const ALERTS: &str = "avvisi";
pub const PROFILE: &str = "profilo";
pub const SETTINGS: &str = "impostazioni";
pub const PARTNER: &str = "partner";
/// Before everything that frames and pictures on other people's pages show; on the origin of the API.
pub const EMBED: &str = "embed";
