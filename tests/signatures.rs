//! The signature check in pure Rust against a table of vectors.
//!
//! Sources: RFC 8032 §7.1; "Taming the Many EdDSAs"; see `data/interactions/README.md`.

use guildhall::{base::config::hex_bytes, discord::verify};
use serde_json::Value;

const VECTORS: &str = include_str!("data/ed25519.json");

fn vectors() -> Vec<Value> {
    serde_json::from_str(VECTORS).unwrap_or_default()
}

fn text<'a>(vector: &'a Value, key: &str) -> &'a str {
    vector[key].as_str().unwrap_or_default()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digit = |at: usize| hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()).unwrap_or_default();
    (0..hex.len()).step_by(2).map(digit).collect()
}

/// As a request is judged: key from its variable, signature from its header.
fn holds(vector: &Value) -> bool {
    let (key, signature) = (hex_bytes(text(vector, "public_key")), verify::signature(text(vector, "signature")));
    let (Some(key), Some(signature)) = (key, signature) else {
        return false;
    };
    verify::verify(&key, &bytes(text(vector, "message")), &signature)
}

#[test]
fn every_vector_is_judged_as_the_table_says() {
    let all = vectors();
    assert!(all.len() >= 200, "only {} vectors", all.len());
    let expected = |vector: &Value| vector["dalek_verify"] == true && vector["weak_key"] == false;
    let wrong: Vec<&str> = all.iter().filter(|v| holds(v) != expected(v)).map(|v| text(v, "name")).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(all.iter().any(holds) && !all.iter().all(holds), "the table holds both kinds");
}

/// Whatever the platform lets through beyond that would be let through in service, where it is the
/// platform that checks.
#[test]
fn the_platform_agrees_where_the_key_may_be_configured() {
    let all = vectors();
    let usable = |vector: &&Value| hex_bytes(text(vector, "public_key")).is_some_and(|key| verify::is_usable_key(&key));
    let usable: Vec<&Value> = all.iter().filter(usable).collect();
    assert!(usable.len() > 100, "only {} vectors with a usable key", usable.len());
    let wrong: Vec<&str> =
        usable.iter().filter(|v| (v["workerd"] == true) != holds(v)).map(|v| text(v, "name")).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn keys_of_small_order_cannot_be_configured() {
    let all = vectors();
    let weak: Vec<&Value> = all.iter().filter(|vector| vector["weak_key"] == true).collect();
    assert!(!weak.is_empty());
    for vector in weak {
        let usable = hex_bytes(text(vector, "public_key")).is_some_and(|key| verify::is_usable_key(&key));
        assert!(!usable, "{}", text(vector, "name"));
    }
}

#[test]
fn a_signature_is_128_hexadecimal_digits() {
    let good = "0f".repeat(64);
    assert_eq!(verify::signature(&good), Some([0x0f; 64]));
    assert_eq!(verify::signature(&good.to_uppercase()), Some([0x0f; 64]), "either case");
    let wrong = [
        String::new(),
        good[..126].to_owned(),
        good[..127].to_owned(),
        format!("{good}0"),
        format!("{good}00"),
        format!(" {}", &good[1..]),
        format!("0x{}", &good[2..]),
        format!("+{}", &good[1..]),
        format!("g{}", &good[1..]),
        "é".repeat(64),
    ];
    for header in wrong {
        assert_eq!(verify::signature(&header), None, "{header:?}");
    }
}
