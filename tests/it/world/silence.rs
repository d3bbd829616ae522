//! The end of every story: nothing is left over.

use super::{World, is_own_message};

impl World {
    /// A story that provokes so many error lines says so.
    pub fn expect_errors(&self, count: usize) {
        *self.expected_errors.borrow_mut() += count;
    }

    /// Every event has logged its end; no unread message, no problem, no pending work, no error
    /// line, nobody over budget.
    pub async fn silence(&self) {
        self.read_logs(0).await;
        let unread: Vec<String> = self
            .unread()
            .iter()
            .filter(|event| is_own_message(event))
            .filter_map(|event| event.message.as_ref().map(|message| self.show_message(message)))
            .collect();
        assert!(unread.is_empty(), "unread messages: {unread:#?}");
        let problems: Vec<String> = self.sim.problems().iter().map(ToString::to_string).collect();
        assert!(problems.is_empty(), "problems: {problems:#?}");
        self.sim.clear_problems();
        let errors = self.errors.borrow().clone();
        assert_eq!(errors.len(), *self.expected_errors.borrow(), "error lines: {errors:#?}");
        let over = self.over_budget.borrow().clone();
        assert!(over.is_empty(), "over budget: {over:#?}");
        for pending in [
            "role_wishes WHERE due_at IS NOT NULL AND guild",
            "pending_replies WHERE guild",
            "bytes_imports WHERE due_at IS NOT NULL AND guild",
            "dm_pending WHERE due_at IS NOT NULL AND guild",
            "restrictions WHERE due_at IS NOT NULL AND guild",
            "verifications WHERE due_at IS NOT NULL AND guild",
            "raids WHERE due_at IS NOT NULL AND guild",
            "raid_runs WHERE state = 'running' AND guild",
            "posts WHERE due_at IS NOT NULL AND guild",
            "cases WHERE state = 'planned' AND guild",
        ] {
            let rows = self.db(&format!("SELECT * FROM {pending} = ?1"), &[self.guild.to_string().into()]).await;
            assert!(rows.is_empty(), "pending work: {rows:#?}");
        }
        // A guild that is gone must not go on being looked at by the stories that come after.
        for table in
            ["guild_settings", "audit_readings", "restrictions", "digest_schedules", "log_cursors", "guild_greetings"]
        {
            self.db(&format!("DELETE FROM {table} WHERE guild = ?1"), &[self.guild.to_string().into()]).await;
        }
        self.sim.clear_faults();
        self.sim.clear_requests();
        let guild = self.guild;
        self.sim.state(|s| {
            s.remove_guild(guild);
            s.disable_webhook_events();
        });
    }
}
