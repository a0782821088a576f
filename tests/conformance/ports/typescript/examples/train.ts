/** A program with parameters: `node train.js train.lr=5e-4 model.layers=[64,32]`. */

import { HyperparameterError, get, params, untyped, withParams } from "hyperparameter";

interface Config {
  readonly train: { readonly lr: number; readonly epochs: bigint };
}

const config: Config = { train: { lr: 1e-2, epochs: 3n } };

function train(): void {
  // The default decides what is read: a number is a float, a bigint an int.
  const lr = params.train.lr(1e-3);
  const epochs = get("train.epochs", 10n);
  const layers = params.model.layers([128n]);
  for (let epoch = 1n; epoch <= epochs; epoch++) {
    console.log(`epoch ${epoch}: lr ${lr}, layers ${layers.join("x")}`);
  }
}

const environment = untyped({ "train.epochs": process.env["EPOCHS"] ?? "2" });
try {
  withParams([config, environment, ...process.argv.slice(2)], train);
} catch (error) {
  if (!(error instanceof HyperparameterError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
