//! The application's signing key, made at start.

use ed25519_dalek::{Signer, SigningKey};

pub(crate) struct Keys {
    key: SigningKey,
}

impl Keys {
    pub(crate) fn make() -> Keys {
        Keys { key: SigningKey::from_bytes(&rand::random()) }
    }

    pub(crate) fn public_hex(&self) -> String {
        hex::encode(self.key.verifying_key().as_bytes())
    }

    /// The signature over timestamp and body, as `X-Signature-Ed25519` carries it.
    pub(crate) fn sign(&self, timestamp: &str, body: &[u8]) -> String {
        let mut message = timestamp.as_bytes().to_vec();
        message.extend_from_slice(body);
        hex::encode(self.key.sign(&message).to_bytes())
    }
}
