//! The signature of an incoming request: Ed25519 over the timestamp header and the raw body.
//!
//! Source: Discord reference, "Setting Up an Endpoint › Validating Security Request Headers";
//! RFC 8032. The serving check is the platform's; [`verify`] is the same check in pure Rust, which
//! the tests use as the oracle.

use crate::base::config;

pub const SIGNATURE_HEADER: &str = "x-signature-ed25519";
pub const TIMESTAMP_HEADER: &str = "x-signature-timestamp";

/// 64 bytes from the signature header; `None` when it is not 128 hexadecimal digits.
pub fn signature(header: &str) -> Option<[u8; 64]> {
    config::hex_bytes(header)
}

/// The bytes that are signed: `timestamp ++ body`.
pub fn signed_bytes(timestamp: &str, body: &[u8]) -> Vec<u8> {
    [timestamp.as_bytes(), body].concat()
}

/// The y coordinates of points of small order, also as they may be written above the field's prime, little-endian.
/// Source: RFC 8032, section 5.1: the eight points of edwards25519 whose order divides 8.
const SMALL_ORDER: [[u8; 32]; 7] = [
    edge(0x00, 0x00),
    edge(0x01, 0x00),
    edge(0xec, 0xff),
    edge(0xed, 0xff),
    edge(0xee, 0xff),
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf,
        0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20,
        0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
    ],
];

/// A first byte and others alike, without the bit of the sign.
const fn edge(first: u8, others: u8) -> [u8; 32] {
    let mut bytes = [others; 32];
    bytes[0] = first;
    bytes[31] &= 0x7f;
    bytes
}

/// Whether a public key may be configured: not a point of small order, such as a key of zeros that somebody left, for
/// which signatures exist that hold for every message. What is no point of the curve holds for no signature.
pub fn is_usable_key(key: &[u8; 32]) -> bool {
    let mut unsigned = *key;
    unsigned[31] &= 0x7f;
    !SMALL_ORDER.contains(&unsigned)
}

/// Whether the signature holds. Signatures with S ≥ L are refused (RFC 8032, 5.1.7).
#[cfg(not(target_arch = "wasm32"))]
pub fn verify(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    use ed25519_dalek::{Signature, Verifier, VerifyingKey};
    VerifyingKey::from_bytes(key)
        .is_ok_and(|key| !key.is_weak() && key.verify(message, &Signature::from_bytes(signature)).is_ok())
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::{SigningKey, VerifyingKey};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_key_of_small_order_is_refused_whatever_its_sign() {
        for point in SMALL_ORDER {
            for sign in [0, 0x80] {
                let mut key = point;
                key[31] |= sign;
                assert!(!is_usable_key(&key));
                // Some of them the library does not read at all.
                assert!(VerifyingKey::from_bytes(&key).map_or(true, |key| key.is_weak()), "{key:x?}");
            }
        }
    }

    proptest! {
        #[test]
        fn keys_that_are_made_can_be_used(secret in any::<[u8; 32]>()) {
            let key = SigningKey::from_bytes(&secret).verifying_key();
            prop_assert!(!key.is_weak() && is_usable_key(key.as_bytes()));
        }

        #[test]
        fn as_the_library_decides(key in any::<[u8; 32]>()) {
            let weak = VerifyingKey::from_bytes(&key).is_ok_and(|key| key.is_weak());
            prop_assert_eq!(is_usable_key(&key), !weak);
        }
    }
}
