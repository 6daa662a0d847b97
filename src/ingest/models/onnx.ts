/**
 * Writes an ONNX model: the protobuf messages of onnx.proto that a convolutional detector needs.
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export type Attribute = number | readonly number[];

const irVersion = 8;
const operatorSet = 13;
const elementType = { float32: 1, int64: 7 } as const;
const attributeType = { int: 2, ints: 7 } as const;

export class OnnxGraph {
  readonly #nodes: Uint8Array[] = [];
  readonly #constants: Uint8Array[] = [];
  readonly #inputs: Uint8Array[] = [];
  readonly #outputs: Uint8Array[] = [];

  /** Adds one operation. @returns the name of its output. */
  node(
    type: string,
    inputs: readonly string[],
    output: string,
    attributes: Record<string, Attribute> = {},
  ): string {
    this.#nodes.push(
      message(1, [
        ...inputs.map((name) => text(1, name)),
        text(2, output),
        text(3, `${type} ${output}`),
        text(4, type),
        ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
      ]),
    );
    return output;
  }

  constant(name: string, shape: readonly number[], values: Float32Array | BigInt64Array): string {
    const type = values instanceof Float32Array ? elementType.float32 : elementType.int64;
    this.#constants.push(
      message(5, [
        ...shape.map((size) => integer(1, size)),
        integer(2, type),
        text(8, name),
        bytes(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
      ]),
    );
    return name;
  }

  input(name: string, shape: readonly number[]): string {
    this.#inputs.push(message(11, valueInfo(name, shape)));
    return name;
  }

  output(name: string, shape: readonly number[]): void {
    this.#outputs.push(message(12, valueInfo(name, shape)));
  }

  /** The whole model as the bytes of an .onnx file. */
  toBytes(): Uint8Array {
    const graph = [...this.#nodes, text(2, 'graph'), ...this.#constants, ...this.#inputs, ...this.#outputs];
    return join([
      integer(1, irVersion),
      text(2, 'lamplighter'),
      message(7, graph),
      message(8, [text(1, ''), integer(2, operatorSet)]),
    ]);
  }
}

function attribute(name: string, value: Attribute): Uint8Array {
  const values =
    typeof value === 'number'
      ? [integer(3, value), integer(20, attributeType.int)]
      : [...value.map((item) => integer(8, item)), integer(20, attributeType.ints)];
  return message(5, [text(1, name), ...values]);
}

function valueInfo(name: string, shape: readonly number[]): Uint8Array[] {
  const dimensions = shape.map((size) => message(1, [integer(1, size)]));
  const tensor = [integer(1, elementType.float32), message(2, dimensions)];
  return [text(1, name), message(2, [message(1, tensor)])];
}

const message = (field: number, parts: readonly Uint8Array[]) => bytes(field, join(parts));
const text = (field: number, value: string) => bytes(field, new TextEncoder().encode(value));
const integer = (field: number, value: number) => join([varint(field << 3), varint(value)]);
const bytes = (field: number, value: Uint8Array) =>
  join([varint((field << 3) | 2), varint(value.length), value]);

/** Base 128, low digits first. Negative numbers do not occur here. */
function varint(value: number): Uint8Array {
  const digits: number[] = [];
  let rest = value;
  while (rest > 127) {
    digits.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.of(...digits, rest);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
