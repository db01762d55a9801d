// SPDX-License-Identifier: Apache-2.0
// The loops of Nv12Sampler, each over one row. They are plain, and their rows never overlap, so
// that the compiler vectorises them.
#pragma once

#include <cstdint>

namespace pipewright::standin::inference {

/// Weights are parts of this: one of 256 takes the second of two values.
constexpr int kWholeWeight = 256;

/// out = the mix of two rows of bytes by `weight`.
void blend_rows(const std::uint8_t* first, const std::uint8_t* second, int weight, int count,
                std::uint8_t* out);

/// pairs = the byte at each index and the one behind it.
void gather_pairs(const std::uint8_t* row, const int* index, int count, std::uint16_t* pairs);

/// quads = the pair of bytes at each index, which counts pairs, and the one behind it.
void gather_quads(const std::uint8_t* row, const int* index, int count, std::uint32_t* quads);

/// luma = gain * the mix of each pair.
void mix_pairs(const std::uint16_t* pairs, const std::uint16_t* weight, float gain, int count,
               float* luma);

/// u, v = the mix of each quad's two samples.
void mix_quads(const std::uint32_t* quads, const std::uint16_t* weight, int count, float* u,
               float* v);

/// What chroma adds to a colour: u_part * u + v_part * v + constant, u and v from 0 to 255.
struct Tint {
  float u_part;
  float v_part;
  float constant;
};

/// tints = what each chroma sample adds, twice, as it serves two pixels.
void tint_pixels(const float* u, const float* v, const Tint& tint, int count, float* tints);

/// The ends of the values that a colour takes.
struct ValueRange {
  float low;
  float high;
};

/// Every `step`-th of out = luma + tint, cut at the range's ends.
void write_color(const float* luma, const float* tints, const ValueRange& range, int count,
                 int step, float* out);

/// Takes `scale` of every `step`-th mean from the value at its place.
void subtract_means(const float* means, float scale, int count, int step, float* out);

}  // namespace pipewright::standin::inference
