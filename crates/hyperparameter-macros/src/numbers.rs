//! The type of a number that says nothing about its type: `i64`, or `f64`.
//!
//! Left alone, the compiler would take an `i32` for an unsuffixed integer, and a parameter beyond
//! its range could not be read with that default.

use syn::{BinOp, Block, Expr, Lit, LitFloat, LitInt, Stmt, UnOp};

#[derive(Clone, Copy, PartialEq)]
enum Number {
    Int,
    Float,
    /// The expression does not come to a value here, as in the arm `_ => return`.
    Never,
}

/// Gives the number literals of `expression` their suffix, if nothing else decides its type.
pub(crate) fn settle(expression: &mut Expr) {
    if matches!(number(expression), Some(Number::Int | Number::Float)) {
        suffix(expression);
    }
}

fn number(expression: &Expr) -> Option<Number> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(int) if int.suffix().is_empty() => Some(Number::Int),
            Lit::Float(float) if float.suffix().is_empty() => Some(Number::Float),
            _ => None,
        },
        Expr::Paren(paren) => number(&paren.expr),
        Expr::Group(group) => number(&group.expr),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_) | UnOp::Not(_)) => {
            number(&unary.expr)
        }
        Expr::Binary(binary) if is_arithmetic(binary.op) => {
            agree(number(&binary.left)?, number(&binary.right)?)
        }
        Expr::Block(block) if block.label.is_none() => tail(&block.block),
        Expr::If(branch) => {
            let (_, otherwise) = branch.else_branch.as_ref()?;
            agree(tail(&branch.then_branch)?, number(otherwise)?)
        }
        Expr::Match(choice) => choice.arms.iter().try_fold(Number::Never, |so_far, arm| {
            agree(so_far, number(&arm.body)?)
        }),
        Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => Some(Number::Never),
        _ => None,
    }
}

fn tail(block: &Block) -> Option<Number> {
    match block.stmts.last()? {
        Stmt::Expr(expression, None) => number(expression),
        Stmt::Expr(expression, Some(_)) if number(expression) == Some(Number::Never) => {
            Some(Number::Never)
        }
        _ => None,
    }
}

fn agree(one: Number, other: Number) -> Option<Number> {
    match (one, other) {
        (Number::Never, kind) | (kind, Number::Never) => Some(kind),
        (one, other) => (one == other).then_some(one),
    }
}

fn is_arithmetic(operator: BinOp) -> bool {
    use BinOp::{Add, BitAnd, BitOr, BitXor, Div, Mul, Rem, Shl, Shr, Sub};
    matches!(
        operator,
        Add(_)
            | Sub(_)
            | Mul(_)
            | Div(_)
            | Rem(_)
            | BitAnd(_)
            | BitOr(_)
            | BitXor(_)
            | Shl(_)
            | Shr(_)
    )
}

fn suffix(expression: &mut Expr) {
    match expression {
        Expr::Lit(literal) => match &mut literal.lit {
            Lit::Int(int) => *int = LitInt::new(&format!("{int}i64"), int.span()),
            Lit::Float(float) => {
                // `1.` takes no suffix, `1.0` does.
                let zero = if float.to_string().ends_with('.') {
                    "0"
                } else {
                    ""
                };
                *float = LitFloat::new(&format!("{float}{zero}f64"), float.span());
            }
            _ => {}
        },
        Expr::Paren(paren) => suffix(&mut paren.expr),
        Expr::Group(group) => suffix(&mut group.expr),
        Expr::Unary(unary) => suffix(&mut unary.expr),
        Expr::Binary(binary) => {
            suffix(&mut binary.left);
            suffix(&mut binary.right);
        }
        Expr::Block(block) => suffix_tail(&mut block.block),
        Expr::If(branch) => {
            suffix_tail(&mut branch.then_branch);
            if let Some((_, otherwise)) = &mut branch.else_branch {
                suffix(otherwise);
            }
        }
        Expr::Match(choice) => {
            choice.arms.iter_mut().for_each(|arm| suffix(&mut arm.body));
        }
        _ => {}
    }
}

fn suffix_tail(block: &mut Block) {
    if let Some(Stmt::Expr(expression, None)) = block.stmts.last_mut() {
        suffix(expression);
    }
}
