//! Whom an address counts as.

use std::net::{IpAddr, Ipv6Addr};

/// How many times as much a wide network may as a narrow one: the telephones of a provider may share one.
pub const WIDE_MAY_TIMES: u32 = 16;

/// An IPv4 address, an IPv6 /64 or an IPv6 /48.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network {
    /// The first of the network.
    address: IpAddr,
    is_wide: bool,
}

impl Network {
    /// The networks that an address counts for, the narrow one last. One household or machine gets a whole IPv6 /64; one
    /// customer of a provider a /48, with 65,536 of them.
    pub fn of(address: IpAddr) -> impl Iterator<Item = Self> {
        let (wide, narrow) = match address.to_canonical() {
            IpAddr::V4(v4) => (None, Self { address: v4.into(), is_wide: false }),
            IpAddr::V6(v6) => {
                let first = |bits: u32| IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> bits << bits));
                (Some(Self { address: first(80), is_wide: true }), Self { address: first(64), is_wide: false })
            }
        };
        wide.into_iter().chain([narrow])
    }

    /// How often it may what a single address may so often.
    pub fn allowance(self, of_an_address: u32) -> u32 {
        if self.is_wide { of_an_address.saturating_mul(WIDE_MAY_TIMES) } else { of_an_address }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn networks(text: &str) -> Vec<Network> {
        Network::of(text.parse().unwrap()).collect()
    }

    #[test]
    fn an_ipv6_address_counts_for_its_64_and_its_48() {
        let one = networks("2001:db8:1:1::1");
        assert_eq!(one, networks("2001:db8:1:1::ffff"));
        let neighbour = networks("2001:db8:1:2::1");
        assert_eq!((one[0] == neighbour[0], one[1] == neighbour[1]), (true, false));
        assert_ne!(one[0], networks("2001:db8:2:1::1")[0]);
        // The first /64 of a /48 is not the /48.
        let first = networks("2001:db8:1::1");
        assert_ne!(first[0], first[1]);
        assert_eq!((first[0].allowance(10), first[1].allowance(10)), (160, 10));
    }

    #[test]
    fn an_ipv4_address_counts_alone_however_it_is_written() {
        assert_eq!(networks("192.0.2.1").len(), 1);
        assert_eq!(networks("::ffff:192.0.2.1"), networks("192.0.2.1"));
    }
}
