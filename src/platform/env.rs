//! What the deployment binds: variables, secrets, D1.

use std::{cell::RefCell, rc::Rc};

use worker::Env;

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
