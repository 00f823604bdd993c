pub(crate) mod card_of;

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use contract::{FieldError, JobPostingStatus, Problem};

use crate::clock::Clock;
use crate::config::Config;
use crate::http::error::ApiError;
use crate::listings::posting;
use crate::syndication::oembed::card_of::{Bounds, OEmbed, OfferAddress};
use store::Store;
use store::job_postings as rows;

/// What the address of an offer becomes when it is pasted into a page that knows oEmbed: a frame, and a picture for where
/// there are none. An offer that has ended still has its frame, which says so. Parameters that are not named here are
/// ignored: consumers add their own.
#[utoipa::path(
    get,
    path = "/oembed",
    tag = "partners",
    params(
        ("url" = String, Query, description = "Address of an offer on the site", min_length = 1, pattern = r"\S", example = "https://bacheca.example/offerte/mzxw6ytboi2a"),
        ("maxwidth" = Option<u32>, Query, description = "Maximum width of the frame in pixels", minimum = 1, example = 600),
        ("maxheight" = Option<u32>, Query, description = "Maximum height of the frame in pixels", minimum = 1, example = 400),
        ("format" = Option<String>, Query, description = "Only JSON is supported", pattern = "^json$", example = "json"),
    ),
    responses(
        (status = 200, description = "The frame", body = OEmbed, example = json!({
            "version": "1.0", "type": "rich", "title": "Magazziniera o magazziniere", "provider_name": "Bacheca",
            "provider_url": "https://bacheca.example", "cache_age": 3600,
            "html": "<iframe src=\"https://bacheca.example/embed/offerte/mzxw6ytboi2a\" width=\"600\" height=\"260\" frameborder=\"0\" title=\"Magazziniera o magazziniere\"></iframe>",
            "width": 600, "height": 260,
            "thumbnail_url": "https://bacheca.example/embed/offerte/mzxw6ytboi2a.svg",
            "thumbnail_width": 600, "thumbnail_height": 340
        })),
        (status = 400, description = "Invalid parameters; each is listed", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Not the address of an offer, or the offer was withdrawn", body = Problem, content_type = "application/problem+json"),
        (status = 501, description = "A format other than JSON", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn find(
    State(store): State<Store>,
    State(clock): State<Arc<dyn Clock>>,
    State(config): State<Arc<Config>>,
    RawQuery(query): RawQuery,
) -> Result<Json<OEmbed>, ApiError> {
    let asked = Asked::read(query.as_deref().unwrap_or_default())?;
    let no_offer = ApiError::NotFound("no offer has this address");
    let Some(address) = OfferAddress::parse(&config, &asked.url) else { return Err(no_offer) };
    let Some(row) = rows::find(&store, &address.id).await? else { return Err(no_offer) };
    // A withdrawn offer must not appear on other pages again; oEmbed has 404 but no 410. What has expired or was filled
    // was public and stays so: an article that shows it keeps a card, and that says it is over. Refusing it would leave
    // a bare link there which says nothing.
    if posting::status(&row, clock.now()) == JobPostingStatus::Withdrawn {
        return Err(no_offer);
    }
    Ok(Json(OEmbed::new(&config, &row.id, address.partner.as_ref(), &row.facts.title, asked.bounds)))
}

struct Asked {
    url: String,
    bounds: Bounds,
}

impl Asked {
    fn read(query: &str) -> Result<Self, ApiError> {
        let (mut url, mut bounds, mut faults) = (None, Bounds::default(), Vec::new());
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            match name.as_ref() {
                _ if value.is_empty() => {}
                "format" if value != "json" => return Err(ApiError::NoSuchFormat("only format=json is written")),
                "url" => url = Some(value.to_owned()),
                "maxwidth" => bounds.width = pixels("maxwidth", value, &mut faults),
                "maxheight" => bounds.height = pixels("maxheight", value, &mut faults),
                _ => {}
            }
        }
        match url {
            Some(url) if faults.is_empty() => return Ok(Self { url, bounds }),
            Some(_) => {}
            None => faults.push(FieldError::new("url", "missing", "the address of an offer")),
        }
        faults.truncate(20);
        Err(ApiError::Query(faults))
    }
}

fn pixels(name: &str, value: &str, faults: &mut Vec<FieldError>) -> Option<u32> {
    let is_whole = value.bytes().all(|byte| byte.is_ascii_digit());
    // More than any number of ours is no bound.
    let pixels = is_whole.then(|| value.parse().unwrap_or(u32::MAX)).filter(|pixels| *pixels > 0);
    if pixels.is_none() {
        faults.push(FieldError::new(name, "out_of_range", "a whole number from 1"));
    }
    pixels
}
