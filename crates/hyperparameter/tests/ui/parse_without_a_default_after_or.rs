fn main() {
    hyperparameter::with_params! {
        get _port: u16 = server.port parse or;
        get _host: String = server.host parsed or "localhost".into();
        get _level = log.level parse;
    }
}
