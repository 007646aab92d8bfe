/** Bytes of memory below which Ollama takes a device for a part of the processor, and runs nothing on it. */
export const leastGpuMemory = 2 ** 30;
