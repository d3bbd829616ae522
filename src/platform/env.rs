//! What the deployment binds: variables, secrets, D1.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen_futures::JsFuture;
use worker::{
    Env,
    wasm_bindgen::{self, JsCast, JsValue, prelude::wasm_bindgen},
    web_sys,
};

use super::{db::Db, meter::Meter};
use crate::{
    base::{config::Config, error::Error},
    discord::verify,
};

thread_local! {
    /// Variables do not change while an isolate lives, so they are read once.
    static CONFIG: RefCell<Option<Rc<Config>>> = const { RefCell::new(None) };
}

pub fn config(env: &Env) -> Rc<Config> {
    CONFIG.with_borrow_mut(|slot| {
        let read = || checked(Config::read(|name| env.var(name).ok().map(|value| value.to_string())));
        slot.get_or_insert_with(|| Rc::new(read())).clone()
    })
}

/// A key of small order counts as malformed: signatures exist that hold for every message.
fn checked(mut config: Config) -> Config {
    if config.public_key.as_ref().is_some_and(|key| !verify::is_usable_key(key)) {
        config.public_key = None;
        config.faults.push("DISCORD_PUBLIC_KEY");
    }
    config
}

/// The database, counting into `meter`.
pub fn db(env: &Env, meter: &Meter) -> Result<Db, Error> {
    let database = env.d1("DB").map_err(|cause| Error::internal("finding the binding DB", cause))?;
    Ok(Db::new(database, meter.clone()))
}

#[wasm_bindgen]
extern "C" {
    /// Source: Cloudflare, "Rate Limiting API".
    type Limit;
    #[wasm_bindgen(method, catch)]
    fn limit(this: &Limit, of: &JsValue) -> Result<Promise, JsValue>;

    /// Source: Cloudflare, "Static Assets", "Binding".
    type Assets;
    #[wasm_bindgen(method, catch)]
    fn fetch(this: &Assets, address: &str) -> Result<Promise, JsValue>;
}

/// The files that are deployed beside the Worker.
pub struct Files(Assets);

impl Files {
    pub fn of(env: &Env) -> Files {
        Files(Reflect::get(env, &"ASSETS".into()).unwrap_or_default().unchecked_into())
    }

    /// The text of a file by its path.
    ///
    /// # Errors
    /// Where it is not there.
    pub async fn text(&self, path: &str) -> Result<String, Error> {
        let broke = |cause: JsValue| Error::Internal(format!("reading the file {path}: {cause:?}"));
        // Of an address only its path counts.
        let asked = self.0.fetch(&format!("https://assets.local{path}")).map_err(broke)?;
        let answer: web_sys::Response = JsFuture::from(asked).await.map_err(broke)?.unchecked_into();
        let text = JsFuture::from(answer.text().map_err(broke)?).await.map_err(broke)?;
        text.as_string().filter(|_| answer.ok()).ok_or_else(|| broke(answer.status().into()))
    }
}

/// What counts calls without a row of the database: 60 a minute of each name, as `wrangler.toml` says.
pub struct Limiter(Limit);

impl Limiter {
    /// `None` where it is not bound; nothing is limited then, and `/health` names it.
    pub fn find(env: &Env) -> Option<Limiter> {
        let bound = Reflect::get(env, &"RATE_LIMIT".into()).ok().filter(JsValue::is_object);
        bound.map(|limit| Limiter(limit.unchecked_into()))
    }

    /// Whether a name may call once more; also where the limiter does not answer.
    pub async fn lets(&self, name: &str) -> bool {
        let of = Object::new();
        Reflect::set(&of, &"key".into(), &name.into()).ok();
        let Ok(asked) = self.0.limit(&of) else { return true };
        let answer = JsFuture::from(asked).await;
        answer.and_then(|answer| Reflect::get(&answer, &"success".into())).map_or(true, |lets| !lets.is_falsy())
    }
}
