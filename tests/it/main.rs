//! Stories: the real build in workerd with a local D1, against the simulated Discord.

mod world;

mod bytes;
mod interactions;
mod settings;
