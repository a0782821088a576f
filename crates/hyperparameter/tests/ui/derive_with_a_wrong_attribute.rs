use hyperparameter::Parameter;

#[derive(Parameter)]
#[parameter(rename_all = "train-case")]
enum Mode {
    Fast,
}

#[derive(Parameter)]
struct Server {
    #[parameter(defualt = 80)]
    port: u16,
}

#[derive(Parameter)]
enum Level {
    #[parameter(default)]
    Low,
}

#[derive(Parameter)]
struct Port(#[parameter(default)] u16);

#[derive(Parameter)]
#[parameter(rename_all = "lowercase")]
struct Name(String);

fn main() {}
