use hyperparameter::Parameter;

#[derive(Parameter)]
struct Server {
    host: String,
    #[parameter(rename = "host")]
    name: String,
    #[parameter(rename = "tls.cert")]
    cert: String,
}

fn main() {}
