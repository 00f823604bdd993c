//! Which modules travel together. Cutting a program up by who needs what leaves some eighty modules; asking for
//! each by itself would take longer than what is in them.

/// A module and who needs it.
#[derive(Clone)]
pub struct Module {
    pub name: String,
    pub bytes: u64,
    /// One bit for each part.
    pub parts: u32,
}

/// What a request costs, as bytes before compression that could have been sent instead.
const REQUEST: u64 = 6000;

/// Puts modules into bundles so that those who come to any part wait for the least, each part weighing what `weights`
/// says. What nobody has in common is never in one bundle.
pub fn group(modules: Vec<Module>, weights: &[u64]) -> Vec<Vec<Module>> {
    let mut bundles: Vec<Vec<Module>> = modules.into_iter().map(|module| vec![module]).collect();
    loop {
        let sums: Vec<(u64, u32)> = bundles.iter().map(|bundle| sum(bundle)).collect();
        let mut best: Option<(i64, usize, usize)> = None;
        for (one, first) in sums.iter().enumerate() {
            for (other, second) in sums.iter().enumerate().skip(one + 1) {
                let gain = gain(*first, *second, weights);
                if gain > 0 && best.is_none_or(|(most, ..)| gain > most) {
                    best = Some((gain, one, other));
                }
            }
        }
        let Some((_, one, other)) = best else { return bundles };
        // `other` comes after `one`: taking it out moves nothing that is before it.
        let taken = bundles.remove(other);
        if let Some(bundle) = bundles.get_mut(one) {
            bundle.extend(taken);
        }
    }
}

/// The size of a bundle, and who needs any of it.
fn sum(bundle: &[Module]) -> (u64, u32) {
    bundle.iter().fold((0, 0), |(bytes, parts), module| (bytes + module.bytes, parts | module.parts))
}

/// What is saved by sending two bundles as one.
fn gain(one: (u64, u32), other: (u64, u32), weights: &[u64]) -> i64 {
    let weight = |parts: u32| -> u64 {
        weights.iter().enumerate().filter(|(bit, _)| parts & (1 << bit) != 0).map(|(_, weight)| weight).sum()
    };
    let both = one.1 & other.1;
    let saved = REQUEST * weight(both);
    let wasted = one.0 * weight(other.1 & !both) + other.0 * weight(one.1 & !both);
    i64::try_from(saved).unwrap_or(i64::MAX).saturating_sub(i64::try_from(wasted).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(name: &str, bytes: u64, parts: u32) -> Module {
        Module { name: name.into(), bytes, parts }
    }

    fn names(bundles: &[Vec<Module>]) -> Vec<Vec<&str>> {
        bundles.iter().map(|bundle| bundle.iter().map(|module| module.name.as_str()).collect()).collect()
    }

    #[test]
    fn what_the_same_pages_need_is_one_bundle() {
        let modules = vec![module("a", 90_000, 0b11), module("b", 5, 0b11), module("c", 40_000, 0b01)];
        assert_eq!(names(&group(modules, &[1, 1])), [vec!["a", "b"], vec!["c"]]);
    }

    #[test]
    fn a_trifle_rides_along_and_a_load_does_not() {
        let modules = vec![module("shared", 50_000, 0b11), module("trifle", 100, 0b01), module("load", 50_000, 0b10)];
        assert_eq!(names(&group(modules, &[1, 1])), [vec!["shared", "trifle"], vec!["load"]]);
    }

    #[test]
    fn strangers_never_share() {
        let modules = vec![module("a", 10, 0b01), module("b", 10, 0b10)];
        assert_eq!(group(modules, &[1, 1]).len(), 2);
    }

    #[test]
    fn a_page_many_begin_with_carries_nothing_for_a_page_of_few() {
        let modules = || vec![module("both", 10_000, 0b11), module("few", 4_000, 0b10)];
        assert_eq!(group(modules(), &[1, 1]).len(), 1);
        assert_eq!(group(modules(), &[100, 1]).len(), 2);
    }
}
