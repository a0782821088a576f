use hyperparameter::Parameter;

struct Handle;

#[derive(Parameter)]
struct Server {
    handle: Handle,
}

fn main() {}
