use hyperparameter::Parameter;

#[derive(Parameter)]
union Bits {
    int: u32,
    float: f32,
}

#[derive(Parameter)]
struct Pair(u8, u8);

#[derive(Parameter)]
enum Never {}

fn main() {}
