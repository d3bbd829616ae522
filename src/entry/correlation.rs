//! The name under which everything that one event caused is found in the log.

/// For events that bring no identity of their own. An interaction's is its id.
pub fn fresh() -> String {
    // Not a secret: it only has to be unlikely to come twice.
    format!("{:012x}", (js_sys::Math::random() * (1_u64 << 48) as f64) as u64)
}
