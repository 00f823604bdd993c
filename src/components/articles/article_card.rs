use contract::ArticleSummary;
use leptos::either::Either;
use leptos::prelude::*;

use crate::i18n::dates;
use crate::route::Route;

#[component]
pub fn ArticleCard(
    article: ArticleSummary,
    /// The first card of a page: wide, with its image loaded at once.
    #[prop(default = false)]
    is_lead: bool,
    /// A heading of level 2, for cards directly under the page's title.
    #[prop(default = false)]
    has_second_level_heading: bool,
) -> impl IntoView {
    let class = if is_lead { "article-card article-card--lead" } else { "article-card" };
    let link = view! {
        <a class="article-card__link" href=Route::Article(article.slug).href()>
            {article.headline}
        </a>
    };
    let heading = if has_second_level_heading {
        Either::Left(view! { <h2 class="article-card__title">{link}</h2> })
    } else {
        Either::Right(view! { <h3 class="article-card__title">{link}</h3> })
    };
    view! {
        <article class=class>
            <div class="article-card__body">
                {article
                    .image
                    .map(|image| {
                        view! {
                            // The headline beside it says what the article is about.
                            <img
                                class="article-card__image"
                                src=image.src
                                width=image.width
                                height=image.height
                                alt=""
                                loading=if is_lead { "eager" } else { "lazy" }
                            />
                        }
                    })}
                <div class="article-card__text">
                    <p class="article-card__topic">{article.topic.label}</p>
                    {heading} <p class="article-card__standfirst">{article.standfirst}</p>
                    <p class="article-card__meta">
                        {format!("{} min di lettura\u{a0}· ", article.reading_minutes)}
                        <time datetime=article.date_modified.to_string()>{dates::short(article.date_modified)}</time>
                    </p>
                </div>
            </div>
        </article>
    }
}
