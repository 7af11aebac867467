//! The server: who is let in, and which page is for which address.

use std::io;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::runtime::Builder;
use tokio::{task, time};

use crate::printers::visible;

use super::Settings;
use super::address::Asking;
use super::answer::{self, Form, Place};
use super::failure::Failure;
use super::manual;
use super::pages::{FailurePage, ManualPage};
use super::shelf::Shelf;

const STYLE: &str = include_str!("pages/style.css");

const ICON: &str = include_str!("pages/icon.svg");

const HTML: &str = "text/html; charset=utf-8";

/// A page may load its icon and style sheet, and send its form back; nothing else, whatever an article holds.
const POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Answers whoever connects.
pub(super) fn run(listener: TcpListener, settings: Settings) -> io::Result<()> {
    let shelf = Arc::new(Shelf::of(settings));
    let pages = Router::new()
        .route("/", get(search))
        .route("/search.jsonl", get(jsonl))
        .route("/search.csv", get(csv))
        .route("/article/{id}", get(article))
        .route("/values/{field}", get(values))
        .route("/manual", get(manual))
        .route("/style.css", get(async || of_type("text/css; charset=utf-8", STYLE)))
        .route("/icon.svg", get(async || of_type("image/svg+xml", ICON)))
        .fallback(missing)
        .layer(middleware::from_fn_with_state(Arc::clone(&shelf), guard))
        .with_state(shelf);
    listener.set_nonblocking(true)?;
    let runtime = Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .max_blocking_threads(answer::at_once())
        .build()?;
    runtime.block_on(accept(listener, pages))
}

/// Who has connected and does not say within this time what it wants is let go.
const PATIENCE: Duration = Duration::from_secs(15);
/// So long nobody is let in after that failed: there may be too many already.
const PAUSE: Duration = Duration::from_millis(200);

/// Lets in whoever connects.
async fn accept(listener: TcpListener, pages: Router) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let service = TowerToHyperService::new(pages.clone());
                // How a connection ends is the matter of whoever is at its other end.
                drop(task::spawn(http.serve_connection(TokioIo::new(stream), service)));
            }
            Err(_) => time::sleep(PAUSE).await,
        }
    }
}

/// Lets in who calls by a name that is ours, and tells the browser how careful to be.
async fn guard(State(shelf): State<Arc<Shelf>>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let mut response = match host {
        Some(host) if is_ours(host, &shelf.settings.hosts) => next.run(request).await,
        _ => {
            let host = host.unwrap_or_default();
            failure(Failure::Stranger(format!(
                "`{host}` is not known to be a name of this machine: `byline serve --host NAME` makes it so"
            )))
        }
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "private, no-cache"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Whether a request that names this host is meant for us. A page of somebody else's can make its own
/// name lead here, but not a number.
fn is_ours(host: &str, ours: &[String]) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok()
        || ours.iter().any(|our| our.eq_ignore_ascii_case(name))
}

async fn search(State(shelf): State<Arc<Shelf>>, RawQuery(query): RawQuery) -> Response {
    answered(shelf, query, |place, asking| page(&answer::search(place, asking)?)).await
}

async fn article(
    State(shelf): State<Arc<Shelf>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    answered(shelf, query, move |place, asking| page(&answer::article(place, &id, asking)?)).await
}

async fn values(
    State(shelf): State<Arc<Shelf>>,
    Path(field): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    answered(shelf, query, move |place, asking| page(&answer::values(place, &field, asking)?)).await
}

async fn jsonl(State(shelf): State<Arc<Shelf>>, RawQuery(query): RawQuery) -> Response {
    answered(shelf, query, |place, asking| {
        let lines = answer::table(place, asking, Form::Json)?;
        Ok(of_type("application/jsonl; charset=utf-8", lines))
    })
    .await
}

async fn csv(State(shelf): State<Arc<Shelf>>, RawQuery(query): RawQuery) -> Response {
    answered(shelf, query, |place, asking| {
        let table = answer::table(place, asking, Form::Csv)?;
        Ok(of_type("text/csv; charset=utf-8; header=present", table))
    })
    .await
}

async fn manual() -> Response {
    page(&ManualPage::of(&manual::HTML)).unwrap_or_else(failure)
}

async fn missing() -> Response {
    failure(Failure::Missing("there is no such page".to_owned()))
}

/// Answers what stands behind the `?` of an address, on a thread that may wait.
async fn answered(
    shelf: Arc<Shelf>,
    query: Option<String>,
    make: impl Fn(&Place<'_>, &Asking) -> Result<Response, Failure> + Send + 'static,
) -> Response {
    let answer = move || {
        let asking = Asking::read(&query.unwrap_or_default())?;
        let settings = &shelf.settings;
        shelf.ask(|engine| make(&Place { engine, settings }, &asking))
    };
    match task::spawn_blocking(answer).await {
        Ok(Ok(response)) => response,
        Ok(Err(reason)) => failure(reason),
        Err(_) => {
            failure(Failure::Broken("byline broke down over this; please report it".to_owned()))
        }
    }
}

fn page(page: &impl Template) -> Result<Response, Failure> {
    let page = page.render().map_err(|error| Failure::Broken(error.to_string()))?;
    Ok(of_type(HTML, page))
}

fn of_type(kind: &'static str, body: impl Into<Body>) -> Response {
    ([(header::CONTENT_TYPE, kind)], body.into()).into_response()
}

fn failure(reason: Failure) -> Response {
    let (status, title, says) = reason.told();
    let page = FailurePage { title, says: visible(&says).into_owned() };
    let mut response = page
        .render()
        .map_or_else(|_| of_type("text/plain", page.says.clone()), |page| of_type(HTML, page));
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let ours = ["archive.example".to_owned()];
        for host in [
            "localhost",
            "LOCALHOST:8017",
            "127.0.0.1:8017",
            "192.0.2.7",
            "[::1]:8017",
            "[::1]",
            "Archive.example:80",
        ] {
            assert!(is_ours(host, &ours), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example:8017",
            "127.0.0.1.evil.example",
            "[evil]",
            "1.2.3",
        ] {
            assert!(!is_ours(host, &ours), "{host}");
        }
    }
}
