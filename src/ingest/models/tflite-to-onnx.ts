/**
 * Turns an SSD detector from TensorFlow Lite into ONNX, for any input size.
 * TensorFlow keeps pictures as height, width, channels; ONNX as channels, height, width: weights are turned once,
 * and the heads are turned back before they are flattened, so that anchors keep their order.
 */

import type { Table } from './flatbuffer.ts';
import { OnnxGraph } from './onnx.ts';
import { constantOf, operatorCode, readTflite, type TfliteGraph, type TfliteOperator } from './tflite.ts';

type Shape = readonly number[];
type Value = { readonly name: string; readonly shape: Shape };
type Constant = { readonly values: Float32Array; readonly shape: Shape };

export const onnxNames = { input: 'image', boxes: 'boxes', scores: 'scores' } as const;

/**
 * @returns an ONNX model with the input `image` [1, 3, height, width] and the outputs
 *   `boxes` [1, anchors, 4] as the network says them and `scores` [1, anchors, classes] after the sigmoid.
 * @throws Error for an operator that is not known here.
 */
export function tfliteToOnnx(
  tflite: Uint8Array,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
): Uint8Array {
  return new Conversion(readTflite(tflite)).run([1, heightPx, widthPx, 3]);
}

class Conversion {
  readonly #graph: TfliteGraph;
  readonly #onnx = new OnnxGraph();
  readonly #values = new Map<number, Value>();
  readonly #constants = new Map<number, Constant>();

  constructor(graph: TfliteGraph) {
    this.#graph = graph;
  }

  run(inputShape: Shape): Uint8Array {
    const [, height, width, channels] = inputShape as [number, number, number, number];
    const [input] = this.#graph.inputs;
    const [boxes, scores] = this.#graph.outputs;
    if (input === undefined || boxes === undefined || scores === undefined) {
      throw new Error('the graph has not one input and two outputs');
    }
    this.#onnx.constant('zero', [], Float32Array.of(0));
    this.#onnx.constant('six', [], Float32Array.of(6));
    this.#onnx.input(onnxNames.input, [1, channels, height, width]);
    this.#values.set(input, { name: onnxNames.input, shape: inputShape });
    for (const operator of this.#graph.operators) this.#convert(operator);
    this.#onnx.node('Identity', [this.#value(boxes).name], onnxNames.boxes);
    this.#onnx.output(onnxNames.boxes, this.#value(boxes).shape);
    this.#onnx.node('Sigmoid', [this.#value(scores).name], onnxNames.scores);
    this.#onnx.output(onnxNames.scores, this.#value(scores).shape);
    return this.#onnx.toBytes();
  }

  #convert(operator: TfliteOperator): void {
    switch (operator.code) {
      case operatorCode.dequantize:
        this.#constants.set(operator.outputs[0]!, this.#constant(operator.inputs[0]!));
        break;
      case operatorCode.conv2d:
        this.#convolution(operator, false);
        break;
      case operatorCode.depthwiseConv2d:
        this.#convolution(operator, true);
        break;
      case operatorCode.add:
        this.#add(operator);
        break;
      case operatorCode.reshape:
        this.#flatten(operator);
        break;
      case operatorCode.concatenation:
        this.#concatenate(operator);
        break;
      default:
        throw new Error(`TensorFlow Lite operator ${operator.code} cannot be converted`);
    }
  }

  #convolution(operator: TfliteOperator, isDepthwise: boolean): void {
    const input = this.#value(operator.inputs[0]!);
    const weights = this.#constant(operator.inputs[1]!);
    const bias = this.#constant(operator.inputs[2]!);
    const options = convolutionOptions(operator.options!, isDepthwise);
    const [, height, width, channels] = input.shape as [number, number, number, number];
    const [first, kernelHeight, kernelWidth, last] = weights.shape as [number, number, number, number];
    const rows = window(height, kernelHeight, options.strideY, options.dilationY, options.isSame);
    const columns = window(width, kernelWidth, options.strideX, options.dilationX, options.isSame);
    const outChannels = isDepthwise ? last : first;
    const output = operator.outputs[0]!;
    const name = this.#onnx.node(
      'Conv',
      [
        input.name,
        this.#onnx.constant(
          `w${output}`,
          [outChannels, isDepthwise ? 1 : last, kernelHeight, kernelWidth],
          channelsFirst(weights, isDepthwise),
        ),
        this.#onnx.constant(`b${output}`, [outChannels], bias.values),
      ],
      `t${output}`,
      {
        kernel_shape: [kernelHeight, kernelWidth],
        strides: [options.strideY, options.strideX],
        pads: [rows.before, columns.before, rows.after, columns.after],
        dilations: [options.dilationY, options.dilationX],
        group: isDepthwise ? channels : 1,
      },
    );
    this.#values.set(output, {
      name: this.#activate(name, options.activation),
      shape: [1, rows.size, columns.size, outChannels],
    });
  }

  #add(operator: TfliteOperator): void {
    const [left, right] = operator.inputs.map((index) => this.#value(index)) as [Value, Value];
    const output = operator.outputs[0]!;
    const name = this.#onnx.node('Add', [left.name, right.name], `t${output}`);
    this.#values.set(output, {
      name: this.#activate(name, operator.options?.int8(0) ?? 0),
      shape: left.shape,
    });
  }

  /** Height x width x (anchors * n) becomes a list of n numbers an anchor, in TensorFlow's order. */
  #flatten(operator: TfliteOperator): void {
    const input = this.#value(operator.inputs[0]!);
    const output = operator.outputs[0]!;
    const perAnchor = this.#graph.tensors[output]!.shape.at(-1)!;
    const isMap = input.shape.length === 4;
    const source = isMap
      ? this.#onnx.node('Transpose', [input.name], `t${output}_turned`, { perm: [0, 2, 3, 1] })
      : input.name;
    const shape = this.#onnx.constant(`s${output}`, [3], BigInt64Array.of(1n, -1n, BigInt(perAnchor)));
    const count = input.shape.reduce((product, size) => product * size, 1) / perAnchor;
    this.#values.set(output, {
      name: this.#onnx.node('Reshape', [source, shape], `t${output}`),
      shape: [1, count, perAnchor],
    });
  }

  #concatenate(operator: TfliteOperator): void {
    const parts = operator.inputs.map((index) => this.#value(index));
    const output = operator.outputs[0]!;
    const names = parts.map((part) => part.name);
    this.#values.set(output, {
      name: this.#onnx.node('Concat', names, `t${output}`, { axis: 1 }),
      shape: [1, parts.reduce((sum, part) => sum + part.shape[1]!, 0), parts[0]!.shape[2]!],
    });
  }

  #activate(name: string, activation: number): string {
    switch (activation) {
      case 0:
        return name;
      case 1:
        return this.#onnx.node('Relu', [name], `${name}_relu`);
      case 3:
        return this.#onnx.node('Clip', [name, 'zero', 'six'], `${name}_relu6`);
      default:
        throw new Error(`TensorFlow Lite activation ${activation} cannot be converted`);
    }
  }

  #value(index: number): Value {
    const value = this.#values.get(index);
    if (!value) throw new Error(`tensor ${this.#graph.tensors[index]?.name} is used before it is computed`);
    return value;
  }

  #constant(index: number): Constant {
    const known = this.#constants.get(index);
    if (known) return known;
    const tensor = this.#graph.tensors[index];
    const values = tensor && constantOf(tensor);
    if (!values) throw new Error(`tensor ${tensor?.name} is not a constant of floating-point numbers`);
    return { values, shape: tensor.shape };
  }
}

/** Field numbers of Conv2DOptions and DepthwiseConv2DOptions in schema.fbs. */
function convolutionOptions(options: Table, isDepthwise: boolean) {
  return {
    isSame: options.int8(0) === 0,
    strideX: options.int32(1, 1),
    strideY: options.int32(2, 1),
    activation: options.int8(isDepthwise ? 4 : 3),
    dilationX: options.int32(isDepthwise ? 5 : 4, 1),
    dilationY: options.int32(isDepthwise ? 6 : 5, 1),
  };
}

/** Output size and padding along one side. TensorFlow's SAME puts the odd pixel behind. */
function window(size: number, kernel: number, stride: number, dilation: number, isSame: boolean) {
  const reach = (kernel - 1) * dilation + 1;
  if (!isSame) return { size: Math.floor((size - reach) / stride) + 1, before: 0, after: 0 };
  const out = Math.ceil(size / stride);
  const padding = Math.max((out - 1) * stride + reach - size, 0);
  return { size: out, before: padding >> 1, after: padding - (padding >> 1) };
}

/** [out, height, width, in] (depthwise: [1, height, width, channels]) to [out, in, height, width]. */
function channelsFirst({ values, shape }: Constant, isDepthwise: boolean): Float32Array {
  const [outer, height, width, inner] = shape as [number, number, number, number];
  const turned = new Float32Array(values.length);
  let from = 0;
  for (let o = 0; o < outer; o++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let i = 0; i < inner; i++) {
          const out = isDepthwise ? i : o;
          const into = isDepthwise ? 0 : i;
          const inputs = isDepthwise ? 1 : inner;
          turned[((out * inputs + into) * height + y) * width + x] = values[from++]!;
        }
      }
    }
  }
  return turned;
}
