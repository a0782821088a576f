//! The methods of a deserializer that convert a value, by its own `convert`.

/// Methods that convert to a type, and the methods of the visitor that take it.
macro_rules! converted {
    ($life:lifetime $($method:ident $visit:ident $into:ty;)*) => { $(
        fn $method<V: Visitor<$life>>(self, visitor: V) -> Result<V::Value, Fault> {
            visitor.$visit(self.convert::<$into>()?)
        }
    )* };
}

/// Those of bools, numbers and characters.
macro_rules! scalars {
    ($life:lifetime) => {
        $crate::serde::scalars::converted! { $life
            deserialize_bool visit_bool bool;
            deserialize_i8 visit_i8 i8;
            deserialize_i16 visit_i16 i16;
            deserialize_i32 visit_i32 i32;
            deserialize_i64 visit_i64 i64;
            deserialize_i128 visit_i128 i128;
            deserialize_u8 visit_u8 u8;
            deserialize_u16 visit_u16 u16;
            deserialize_u32 visit_u32 u32;
            deserialize_u64 visit_u64 u64;
            deserialize_u128 visit_u128 u128;
            deserialize_f32 visit_f32 f32;
            deserialize_f64 visit_f64 f64;
            deserialize_char visit_char char;
        }
    };
}

pub(crate) use {converted, scalars};
