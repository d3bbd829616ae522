//! The tokens for which a key is exchanged.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::model::TOKEN;
use crate::{
    base::{
        json,
        time::{SECOND, Time},
    },
    platform::crypto,
};

/// `{"alg":"HS256","typ":"JWT"}`: the only header that a token of ours has, so nobody chooses an algorithm.
/// Source: RFC 7515 and 7519.
const HEADER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

/// The proof of a token, of the deployment's secret and bound to one key.
fn proof(secret: &[u8; 32], key: &str, signed: &str) -> String {
    crypto::hmac(secret, &format!("api token of {key}: {signed}"))
}

/// A token that stands for a key for a quarter of an hour.
pub fn token(secret: &[u8; 32], key: &str, now: Time) -> String {
    let issued = now.millis().div_euclid(SECOND);
    let claims = serde_json::json!({ "sub": key, "iat": issued, "exp": issued + TOKEN / SECOND }).to_string();
    let signed = format!("{HEADER}.{}", URL_SAFE_NO_PAD.encode(claims));
    let proof = proof(secret, key, &signed);
    format!("{signed}.{proof}")
}

/// The key for which a token stands that one of these secrets has made and that is not over.
pub fn key_of(secrets: &[[u8; 32]], token: &str, now: Time) -> Option<String> {
    let (signed, shown) = token.rsplit_once('.')?;
    let claims = signed.strip_prefix(HEADER)?.strip_prefix('.')?;
    let claims = String::from_utf8(URL_SAFE_NO_PAD.decode(claims).ok()?).ok()?;
    let claims = json::value(&claims).ok()?;
    let key = claims["sub"].as_str()?;
    let holds = secrets.iter().any(|secret| crypto::same(&proof(secret, key, signed), shown));
    let live = claims["exp"].as_i64()? > now.millis().div_euclid(SECOND);
    (holds && live).then(|| key.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time::from_millis(1_790_000_000_000);

    #[test]
    fn only_our_own_live_tokens_are_read() {
        let (secret, other) = ([7; 32], [8; 32]);
        let good = token(&secret, "k1", NOW);
        let read = |secrets: &[[u8; 32]], token: &str, now| key_of(secrets, token, now);
        assert_eq!(read(&[other, secret], &good, NOW), Some("k1".to_owned()), "also after the secret was rotated");
        assert_eq!(read(&[secret], &good, NOW.plus(TOKEN - 1_000)), Some("k1".to_owned()));
        assert_eq!(read(&[secret], &good, NOW.plus(TOKEN)), None);
        assert_eq!(read(&[other], &good, NOW), None);
        let parts: Vec<&str> = good.split('.').collect();
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
        let theirs = URL_SAFE_NO_PAD.encode(r#"{"sub":"k2","iat":1790000000,"exp":1890000000}"#);
        for wrong in [
            format!("{none}.{}.", parts[1]),
            format!("{none}.{}.{}", parts[1], parts[2]),
            format!("{}.{theirs}.{}", parts[0], parts[2]),
            format!("{}.{}.", parts[0], parts[1]),
            format!("{}.{}", parts[0], parts[1]),
            ".".to_owned(),
            "..".to_owned(),
            String::new(),
        ] {
            assert_eq!(read(&[secret], &wrong, NOW), None, "{wrong}");
        }
    }
}
