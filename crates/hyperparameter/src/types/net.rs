//! Addresses of networks.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

use crate::error::Error;
use crate::from_value::FromValue;
use crate::into_value::IntoValue;
use crate::value::Value;

macro_rules! addresses {
    ($($name:ident: $advice:literal;)*) => { $(
        impl FromValue for $name {
            fn from_value(value: &Value) -> Result<$name, Error> {
                let address = match value {
                    Value::Text(text) | Value::Untyped(text) => text.parse().ok(),
                    _ => None,
                };
                address.ok_or_else(|| Error::custom(concat!("expected ", $advice)))
            }
        }
    )* };
}

addresses! {
    IpAddr: "an IP address such as 127.0.0.1 or ::1";
    Ipv4Addr: "an IPv4 address such as 127.0.0.1";
    Ipv6Addr: "an IPv6 address such as ::1";
    SocketAddr: "an IP address and a port, such as 127.0.0.1:80 or [::1]:80";
    SocketAddrV4: "an IPv4 address and a port, such as 127.0.0.1:80";
    SocketAddrV6: "an IPv6 address and a port, such as [::1]:80";
}

macro_rules! spelled {
    ($($name:ident)*) => { $(
        impl IntoValue for $name {
            fn into_value(self) -> Result<Value, Error> {
                Ok(Value::Text(self.to_string().into()))
            }
        }
    )* };
}

spelled!(IpAddr Ipv4Addr Ipv6Addr SocketAddrV4);

impl IntoValue for SocketAddrV6 {
    /// # Errors
    /// Flow information, which the spelling does not have.
    fn into_value(self) -> Result<Value, Error> {
        match self.flowinfo() {
            0 => Ok(Value::Text(self.to_string().into())),
            flow => Err(Error::custom(format_args!(
                "{self} has the flow information {flow}, which its spelling would lose"
            ))),
        }
    }
}

impl IntoValue for SocketAddr {
    fn into_value(self) -> Result<Value, Error> {
        match self {
            SocketAddr::V4(address) => address.into_value(),
            SocketAddr::V6(address) => address.into_value(),
        }
    }
}
