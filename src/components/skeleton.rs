//! Grey shapes with the size of the content, so that nothing moves when it arrives.

use leptos::prelude::*;

/// Wraps shapes, and tells screen readers what is being loaded.
#[component]
pub fn Skeleton(#[prop(into)] label: String, children: Children) -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{label}</span>
            <div aria-hidden="true">{children()}</div>
        </div>
    }
}

#[component]
fn JobPostingShape() -> impl IntoView {
    view! {
        <div class="job-posting-card job-posting-card--loading">
            <div class="job-posting-card__sheet">
                <div class="job-posting-card__main">
                    <div class="job-posting-card__title">
                        <span class="skeleton__line skeleton__line--medium"></span>
                    </div>
                    <div class="job-posting-card__organization">
                        <span class="skeleton__line"></span>
                    </div>
                    <div class="job-posting-card__place">
                        <span class="skeleton__line skeleton__line--medium skeleton__line--grow"></span>
                    </div>
                    <div class="job-posting-card__pay">
                        <span class="skeleton__line skeleton__line--medium"></span>
                    </div>
                    <div class="chip-list">
                        <span class="skeleton__block skeleton__block--chip"></span>
                        <span class="skeleton__block skeleton__block--chip"></span>
                    </div>
                </div>
                <div class="job-posting-card__side">
                    <div class="skeleton__block skeleton__block--button"></div>
                </div>
                <div class="job-posting-card__details">
                    <div class="disclosure__summary">
                        <span class="skeleton__line skeleton__line--grow skeleton__line--short"></span>
                    </div>
                </div>
            </div>
        </div>
    }
}

/// Shapes of offers, in the container that will contain them.
#[component]
pub fn JobPostingsSkeleton(count: usize, #[prop(default = "card-grid")] class: &'static str) -> impl IntoView {
    view! {
        <Skeleton label="Sto caricando le offerte">
            <div class=class>{(0..count).map(|_| view! { <JobPostingShape /> }).collect_view()}</div>
        </Skeleton>
    }
}

#[component]
fn ArticleShape() -> impl IntoView {
    view! {
        <div class="article-card">
            <div class="article-card__body">
                <span class="skeleton__block skeleton__block--image"></span>
                <div class="article-card__text">
                    <span class="skeleton__line skeleton__line--short"></span>
                    <div class="article-card__title">
                        <span class="skeleton__line"></span>
                        <span class="skeleton__line skeleton__line--medium"></span>
                    </div>
                    <div class="article-card__standfirst">
                        <span class="skeleton__line"></span>
                        <span class="skeleton__line"></span>
                    </div>
                </div>
            </div>
        </div>
    }
}

/// Shapes of article cards.
#[component]
pub fn ArticlesSkeleton(count: usize) -> impl IntoView {
    view! {
        <Skeleton label="Sto caricando gli articoli">
            <div class="card-grid">{(0..count).map(|_| view! { <ArticleShape /> }).collect_view()}</div>
        </Skeleton>
    }
}

/// Shape of a text: an article, or an offer.
#[component]
pub fn TextSkeleton(#[prop(into)] label: String) -> impl IntoView {
    view! {
        <div class="page__column page__column--text">
            <Skeleton label=label>
                <div class="article-header">
                    <div class="article-header__title">
                        <span class="skeleton__line"></span>
                        <span class="skeleton__line skeleton__line--medium"></span>
                    </div>
                    <div class="article-header__standfirst">
                        <span class="skeleton__line"></span>
                        <span class="skeleton__line skeleton__line--medium"></span>
                    </div>
                    <div class="article-header__meta">
                        <span class="skeleton__line skeleton__line--grow"></span>
                    </div>
                    <span class="skeleton__block skeleton__block--image"></span>
                </div>
                <div class="article-section prose">
                    <span class="skeleton__line"></span>
                    <span class="skeleton__line"></span>
                    <span class="skeleton__line"></span>
                    <span class="skeleton__line skeleton__line--medium"></span>
                </div>
            </Skeleton>
        </div>
    }
}
