//! All calls, and the layers around them.

use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use axum::{Json, Router};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{AllowOrigin, Any, CorsLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::candidates::job_applications::form as application_form;
use crate::candidates::{
    accounts, alerts, credentials, email_confirmations, erasure, export, job_applications, me, password_resets, saved,
    sessions,
};
use crate::delivery::push::subscriptions as push_subscriptions;
use crate::delivery::unsubscribing;
use crate::http::middleware;
use crate::http::middleware::security::{RESOURCE_POLICY, SecurityHeaders};
use crate::http::{health, openapi, security_txt};
use crate::listings::{
    articles, deadlines, industries, job_postings, media, occupation_detail, occupations, places, reports,
};
use crate::site;
use crate::site::page_heads;
use crate::state::AppState;
use crate::syndication::{embed, feeds, oembed, offer_card, partners, previews, sitemaps};
use site_server::rendered::Pages;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The whole server as a router that needs no socket.
pub fn app(state: AppState) -> Router {
    let (calls, document) = described(&state).split_for_parts();
    let open_api = Json(openapi::complete(document));
    let document_call = Router::new()
        .route("/api/v1/openapi.json", get(move || async move { open_api.clone() }))
        .layer(from_fn(middleware::conditional::hour))
        .layer(public_cors())
        .layer(embeddable_by("cross-origin"));
    // Without what only travels: limits, compression, headers.
    let asked = calls.clone().with_state(state.clone());
    let site_dir = state.config.site_dir.clone();
    let pages = site_dir.map(|dir| Pages::new(dir, state.config.site().origin, asked));
    let policy = site_server::security_policy(state.config.site_dir.as_deref());
    let headers = SecurityHeaders::new(&state.config, site_server::policy_header(&policy));
    let router = calls
        .merge(document_call)
        .fallback({
            let state = state.clone();
            move |request: Request| site::respond(state, pages, request)
        })
        .layer(from_fn_with_state(state.clone(), middleware::limits::limit_request))
        .layer(CompressionLayer::new().compress_when(middleware::compression::OnlyAnswers))
        .layer(CatchPanicLayer::custom(middleware::problems::on_panic))
        .layer(from_fn(middleware::problems::as_problems))
        .layer(from_fn(middleware::text::say_charset))
        .layer(from_fn(middleware::conditional::unless_there))
        .layer(from_fn_with_state(headers, middleware::security::add_headers));
    router.with_state(state)
}

/// The description of all calls, for the document on disk.
pub fn openapi_document() -> serde_json::Value {
    openapi::complete(reads().merge(writes(CorsLayer::new())).merge(personal(CorsLayer::new())).split_for_parts().1)
}

fn described(state: &AppState) -> OpenApiRouter<AppState> {
    let origins = state.config.site_origins.iter().filter_map(|origin| HeaderValue::try_from(origin).ok());
    let own_cors = CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([header::CONTENT_TYPE, HeaderName::from_static("x-bacheca"), IDEMPOTENCY_KEY])
        .expose_headers([header::RETRY_AFTER, header::CONTENT_DISPOSITION]);
    reads().merge(writes(own_cors.clone())).merge(personal(own_cors))
}

/// What anyone may read, from any page.
fn reads() -> OpenApiRouter<AppState> {
    let minute = OpenApiRouter::new()
        .routes(routes!(articles::list))
        .routes(routes!(articles::find))
        .routes(routes!(job_postings::list))
        .routes(routes!(job_postings::find))
        .routes(routes!(deadlines::find))
        .routes(routes!(occupations::list))
        .routes(routes!(occupation_detail::find))
        .routes(routes!(industries::list))
        .routes(routes!(page_heads::find))
        .routes(routes!(push_subscriptions::key))
        .route_layer(from_fn(middleware::conditional::minute));
    let hour = OpenApiRouter::new()
        .routes(routes!(places::list))
        .routes(routes!(places::nearest))
        .routes(routes!(places::find))
        .route_layer(from_fn(middleware::conditional::hour));
    // What partners' pages send has no cookie with it and brings nothing back.
    let counts = OpenApiRouter::new().routes(routes!(partners::count));
    let under_version = OpenApiRouter::new().nest("/api/v1", minute.merge(hour).merge(counts));
    let media = OpenApiRouter::new().routes(routes!(media::find)).route_layer(from_fn(middleware::conditional::hour));
    let public = under_version.merge(media).merge(for_partners()).layer(public_cors());
    let for_pages = for_frames().merge(for_search_engines());
    OpenApiRouter::with_openapi(openapi::Document::openapi())
        .merge(public.layer(embeddable_by("cross-origin")))
        .merge(for_pages)
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(health::check))
}

/// What other people's sites, newsletters and feed readers show. Their addresses stand in places that nobody changes any
/// more, so they have no version.
fn for_partners() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(feeds::rss))
        .routes(routes!(feeds::atom))
        .routes(routes!(feeds::json))
        .routes(routes!(feeds::articles))
        .routes(routes!(oembed::find))
        .routes(routes!(offer_card::find))
        .routes(routes!(previews::article))
        .routes(routes!(previews::site))
        .route_layer(from_fn(middleware::conditional::minute))
}

/// What browsers show in frames of other people's pages; no script reads it.
fn for_frames() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(embed::list))
        .routes(routes!(embed::list_without_slash))
        .route_layer(from_fn(middleware::conditional::minute))
}

fn for_search_engines() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(sitemaps::robots))
        .routes(routes!(security_txt::find))
        .routes(routes!(sitemaps::index))
        .routes(routes!(sitemaps::part))
        .route_layer(from_fn(middleware::conditional::hour))
}

/// What only the pages of the configured sites may send.
fn writes(cors: CorsLayer) -> OpenApiRouter<AppState> {
    let calls = OpenApiRouter::new().routes(routes!(accounts::create)).routes(routes!(reports::create));
    OpenApiRouter::new().nest("/api/v1", calls.layer(cors).layer(embeddable_by("same-site")))
}

/// What goes with the cookie, or sets it. Nothing of it is kept by any cache.
fn personal(cors: CorsLayer) -> OpenApiRouter<AppState> {
    let calls = OpenApiRouter::new()
        .routes(routes!(sessions::create, sessions::delete_all))
        .routes(routes!(sessions::delete_current))
        .routes(routes!(me::find, me::update, erasure::delete))
        .routes(routes!(credentials::update_password))
        .routes(routes!(credentials::update_email))
        .routes(routes!(email_confirmations::update))
        .routes(routes!(password_resets::create))
        .routes(routes!(password_resets::update))
        .routes(routes!(export::find))
        .routes(routes!(alerts::list, alerts::create))
        .routes(routes!(alerts::delete))
        .routes(routes!(push_subscriptions::put, push_subscriptions::delete))
        .routes(routes!(unsubscribing::create))
        .routes(routes!(saved::list, saved::merge))
        .routes(routes!(saved::find, saved::put, saved::delete))
        .routes(routes!(job_applications::list))
        .routes(routes!(job_applications::withdraw))
        .routes(routes!(job_applications::find_cv));
    let upload = OpenApiRouter::new()
        .routes(routes!(job_applications::create))
        .layer(DefaultBodyLimit::max(application_form::FORM_MAX_BYTES));
    let no_store = SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    OpenApiRouter::new()
        .nest("/api/v1", calls.merge(upload).layer(no_store).layer(cors).layer(embeddable_by("same-site")))
}

fn public_cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD])
        .allow_headers([header::IF_NONE_MATCH])
        .expose_headers([header::ETAG, header::RETRY_AFTER])
}

/// Whose pages may have it without asking by CORS, as a picture or a script is: `cross-origin` for what anybody may read
/// and show, `same-site` for what goes with the cookie, since site and API may have hosts of their own.
fn embeddable_by(whom: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(RESOURCE_POLICY, HeaderValue::from_static(whom))
}
