import { createRandom } from '../terminal/random.ts';

const width = 32;
const inner = 64;
const heads = 2;
const context = 512;

const words = Array.from({ length: 200 }, (_, index) => `▁word${index}`);
// The kinds of tokens: ordinary, unknown, control and byte, as llama.cpp numbers them.
const tokens: readonly (readonly [text: string, kind: 1 | 2 | 3 | 6])[] = [
	['<unk>', 2],
	['<s>', 3],
	['</s>', 3],
	...Array.from({ length: 256 }, (_, byte) => [`<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`, 6] as const),
	...words.map(word => [word, 1] as const),
];

const u32 = (value: number): Buffer => {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes;
};
const u64 = (value: number): Buffer => {
	const bytes = Buffer.alloc(8);
	bytes.writeBigUInt64LE(BigInt(value));
	return bytes;
};
const f32 = (value: number): Buffer => {
	const bytes = Buffer.alloc(4);
	bytes.writeFloatLE(value);
	return bytes;
};
const text = (value: string): Buffer => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);

// The types of values in the format.
const U32 = 4;
const I32 = 5;
const F32 = 6;
const STRING = 8;
const ARRAY = 9;

const pair = (key: string, type: number, value: Buffer): Buffer => Buffer.concat([text(key), u32(type), value]);
const list = (type: number, values: readonly Buffer[]): Buffer =>
	Buffer.concat([u32(type), u64(values.length), ...values]);

const metadata = (name: string): readonly Buffer[] => [
	pair('general.architecture', STRING, text('llama')),
	pair('general.name', STRING, text(name)),
	pair('general.file_type', U32, u32(0)),
	pair('llama.context_length', U32, u32(context)),
	pair('llama.embedding_length', U32, u32(width)),
	pair('llama.block_count', U32, u32(1)),
	pair('llama.feed_forward_length', U32, u32(inner)),
	pair('llama.attention.head_count', U32, u32(heads)),
	pair('llama.attention.head_count_kv', U32, u32(heads)),
	pair('llama.attention.layer_norm_rms_epsilon', F32, f32(1e-5)),
	pair('llama.rope.dimension_count', U32, u32(width / heads)),
	pair('llama.vocab_size', U32, u32(tokens.length)),
	pair('tokenizer.ggml.model', STRING, text('llama')),
	pair(
		'tokenizer.ggml.tokens',
		ARRAY,
		list(
			STRING,
			tokens.map(([token]) => text(token)),
		),
	),
	pair(
		'tokenizer.ggml.scores',
		ARRAY,
		list(
			F32,
			tokens.map((_, index) => f32(-index)),
		),
	),
	pair(
		'tokenizer.ggml.token_type',
		ARRAY,
		list(
			I32,
			tokens.map(([, kind]) => u32(kind)),
		),
	),
	pair('tokenizer.ggml.unknown_token_id', U32, u32(0)),
	pair('tokenizer.ggml.bos_token_id', U32, u32(1)),
	pair('tokenizer.ggml.eos_token_id', U32, u32(2)),
];

const shapes: readonly (readonly [name: string, ...sizes: number[]])[] = [
	['token_embd.weight', width, tokens.length],
	['blk.0.attn_norm.weight', width],
	['blk.0.attn_q.weight', width, width],
	['blk.0.attn_k.weight', width, width],
	['blk.0.attn_v.weight', width, width],
	['blk.0.attn_output.weight', width, width],
	['blk.0.ffn_norm.weight', width],
	['blk.0.ffn_gate.weight', width, inner],
	['blk.0.ffn_up.weight', width, inner],
	['blk.0.ffn_down.weight', inner, width],
	['output_norm.weight', width],
	['output.weight', width, tokens.length],
];

const aligned = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((32 - (bytes.length % 32)) % 32)]);

/** A model in the GGUF format, version 3, that llama.cpp runs: one layer of random weights, which only ever says words. */
export const tinyGguf = (name = 'tiny'): Buffer => {
	const random = createRandom(1);
	const weights = shapes.map(([name, ...sizes]) => {
		const count = sizes.reduce((product, size) => product * size, 1);
		const values = Buffer.alloc(count * 4);
		for (let index = 0; index < count; index++) {
			const isSilent = name === 'output.weight' && index / width < tokens.length - words.length;
			const value = sizes.length === 1 ? 1 : (random.below(2001) - 1000) / 4000;
			values.writeFloatLE(isSilent ? 0 : value, index * 4);
		}
		return values;
	});
	let offset = 0;
	const infos = shapes.map(([name, ...sizes], index) => {
		const info = [text(name), u32(sizes.length), ...sizes.map(u64), u32(0), u64(offset)];
		offset += aligned(weights[index]!).length;
		return Buffer.concat(info);
	});
	const pairs = metadata(name);
	const head = [Buffer.from('GGUF'), u32(3), u64(shapes.length), u64(pairs.length), ...pairs, ...infos];
	return Buffer.concat([aligned(Buffer.concat(head)), ...weights.map(aligned)]);
};
