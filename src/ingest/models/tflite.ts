/**
 * The graph inside a TensorFlow Lite file.
 * @see https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs
 */
import { Table } from './flatbuffer.ts';
import { float32FromFloat16 } from './float16.ts';

export type TfliteTensor = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: number;
  /** Constant data; null for what is computed. */
  readonly data: Uint8Array | null;
};

export type TfliteOperator = {
  readonly code: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly options: Table | null;
};

export type TfliteGraph = {
  readonly tensors: readonly TfliteTensor[];
  readonly operators: readonly TfliteOperator[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
};

/** Numbers of schema.fbs, BuiltinOperator; only those this project can convert. */
export const operatorCode = {
  add: 0,
  concatenation: 2,
  conv2d: 3,
  depthwiseConv2d: 4,
  dequantize: 6,
  reshape: 22,
} as const;

/** Field numbers of schema.fbs. */
const field = {
  model: { operatorCodes: 1, subgraphs: 2, buffers: 4 },
  operatorCode: { deprecatedCode: 0, code: 3 },
  subgraph: { tensors: 0, inputs: 1, outputs: 2, operators: 3 },
  tensor: { shape: 0, type: 1, buffer: 2, name: 3 },
  operator: { codeIndex: 0, inputs: 1, outputs: 2, options: 4 },
} as const;

const tensorType = { float32: 0, float16: 1 } as const;

/** @throws Error when the bytes are no TensorFlow Lite graph. */
export function readTflite(bytes: Uint8Array): TfliteGraph {
  const identifier = new TextDecoder('latin1').decode(bytes.subarray(4, 8));
  if (identifier !== 'TFL3') throw new Error(`no TensorFlow Lite file: it begins with "${identifier}"`);
  const model = Table.root(bytes);
  const codes = model
    .tables(field.model.operatorCodes)
    .map((code) =>
      Math.max(code.int8(field.operatorCode.deprecatedCode), code.int32(field.operatorCode.code)),
    );
  const buffers = model.tables(field.model.buffers);
  const graph = model.tables(field.model.subgraphs)[0];
  if (!graph) throw new Error('the TensorFlow Lite file holds no graph');
  return {
    tensors: graph.tables(field.subgraph.tensors).map((tensor) => {
      const data = buffers[tensor.int32(field.tensor.buffer)]?.bytes(0);
      return {
        name: tensor.text(field.tensor.name),
        shape: tensor.int32s(field.tensor.shape),
        type: tensor.int8(field.tensor.type),
        data: data && data.length > 0 ? data : null,
      };
    }),
    operators: graph.tables(field.subgraph.operators).map((operator) => ({
      code: codes[operator.int32(field.operator.codeIndex)] ?? -1,
      inputs: operator.int32s(field.operator.inputs),
      outputs: operator.int32s(field.operator.outputs),
      options: operator.table(field.operator.options),
    })),
    inputs: graph.int32s(field.subgraph.inputs),
    outputs: graph.int32s(field.subgraph.outputs),
  };
}

/** The constant values of a tensor in single precision; null when it has none. */
export function constantOf(tensor: TfliteTensor): Float32Array | null {
  if (!tensor.data) return null;
  if (tensor.type === tensorType.float16) return float32FromFloat16(tensor.data);
  if (tensor.type === tensorType.float32) return new Float32Array(tensor.data.slice().buffer);
  return null;
}
