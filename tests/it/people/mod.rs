//! Names: from interactions in passing, from the member list at night.

mod names;
mod pages;
