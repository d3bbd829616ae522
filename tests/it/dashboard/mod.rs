//! The dashboard, as browsers without a screen meet it.

mod signing_in;
