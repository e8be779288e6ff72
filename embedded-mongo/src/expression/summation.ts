import { Double, Int32 } from 'bson'
import { addDecimals, type Decimal, decimalOfDouble, makeDecimal } from '../value/decimal'
import {
  fitsLong,
  toBigInt,
  toDecimal,
  toDouble,
  type Width,
  widest,
  wholeNumber,
  widthOf,
} from '../value/number'

/**
 * A running sum as the server keeps it: whole numbers exactly, doubles with a compensation for rounding,
 * decimals apart, and the widest type seen.
 */
export class Summation {
  count = 0
  private width: Width = 'int'
  private small = 0
  private whole = 0n
  private double = 0
  private lost = 0
  private decimal: Decimal = { kind: 'finite', negative: false, digits: 0n, exponent: 0 }

  /** Adds a number; the caller has checked that it is one. */
  add(value: unknown): void {
    this.count++
    if (value instanceof Int32) {
      this.addSmall(value.value)
      return
    }
    const width = widthOf(value)
    this.width = widest(this.width, width)
    if (width === 'double') this.addDouble(toDouble(value))
    else if (width === 'decimal') this.decimal = addDecimals(this.decimal, toDecimal(value))
    else if (width === 'int') this.addSmall(toDouble(value))
    else this.whole += toBigInt(value)
  }

  private addSmall(value: number): void {
    this.small += value
    if (Math.abs(this.small) < 2 ** 52) return
    this.whole += BigInt(this.small)
    this.small = 0
  }

  private addDouble(value: number): void {
    const sum = this.double + value
    if (Number.isFinite(sum)) {
      this.lost +=
        Math.abs(this.double) >= Math.abs(value) ? this.double - sum + value : value - sum + this.double
    }
    this.double = sum
  }

  private doubleTotal(): number {
    const whole = Number(this.whole + BigInt(this.small))
    const sum = new Summation()
    sum.addDouble(this.double)
    sum.addDouble(whole)
    return Number.isFinite(sum.double) ? sum.double + (sum.lost + this.lost) : sum.double
  }

  private decimalTotal(): Decimal {
    const whole = this.whole + BigInt(this.small)
    const digits = whole < 0n ? -whole : whole
    const exact: Decimal = { kind: 'finite', negative: whole < 0n, digits, exponent: 0 }
    const rest = this.double === 0 ? exact : addDecimals(exact, decimalOfDouble(this.double + this.lost))
    return addDecimals(this.decimal, rest)
  }

  /** The sum in the widest type seen; whole numbers beyond 64 bits become a double. */
  total(): unknown {
    if (this.width === 'decimal') return makeDecimal(this.decimalTotal())
    if (this.width === 'double') return new Double(this.doubleTotal())
    const whole = this.whole + BigInt(this.small)
    if (!fitsLong(whole)) return new Double(Number(whole))
    return wholeNumber(whole, this.width === 'int')
  }

  /** The mean as a double or decimal; null when nothing was added. */
  mean(divide: (total: Decimal, count: Decimal) => Decimal): unknown {
    if (this.count === 0) return null
    if (this.width !== 'decimal') return new Double(this.doubleTotal() / this.count)
    const count: Decimal = { kind: 'finite', negative: false, digits: BigInt(this.count), exponent: 0 }
    return makeDecimal(divide(this.decimalTotal(), count))
  }
}
