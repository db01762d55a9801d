// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/sampler_rows.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "common/simd_clones.hpp"

namespace pipewright::standin::inference {
namespace {

static_assert(std::endian::native == std::endian::little,
              "pairs and quads have their first byte in the lowest bits");

constexpr unsigned kByte = 0xff;

PIPEWRIGHT_INLINE inline float cut(float value, const ValueRange& range) {
  return std::min(std::max(value, range.low), range.high);
}

}  // namespace

PIPEWRIGHT_SIMD_CLONES void blend_rows(const std::uint8_t* __restrict first,
                                       const std::uint8_t* __restrict second, int weight, int count,
                                       std::uint8_t* __restrict out) {
  const auto part = static_cast<std::uint16_t>(weight);
  const auto rest = static_cast<std::uint16_t>(kWholeWeight - weight);
  for (int i = 0; i < count; ++i) {
    const auto sum =
        static_cast<std::uint16_t>(first[i] * rest + second[i] * part + kWholeWeight / 2);
    out[i] = static_cast<std::uint8_t>(sum / kWholeWeight);
  }
}

void gather_pairs(const std::uint8_t* __restrict row, const int* __restrict index, int count,
                  std::uint16_t* __restrict pairs) {
  for (int i = 0; i < count; ++i) std::memcpy(pairs + i, row + index[i], sizeof(*pairs));
}

void gather_quads(const std::uint8_t* __restrict row, const int* __restrict index, int count,
                  std::uint32_t* __restrict quads) {
  for (int i = 0; i < count; ++i) std::memcpy(quads + i, row + 2 * index[i], sizeof(*quads));
}

PIPEWRIGHT_SIMD_CLONES void mix_pairs(const std::uint16_t* __restrict pairs,
                                      const std::uint16_t* __restrict weight, float gain, int count,
                                      float* __restrict luma) {
  const float unit = gain / kWholeWeight;
  for (int i = 0; i < count; ++i) {
    // 255 * 256 at most, so that 16 bits do.
    const auto rest = static_cast<std::uint16_t>(kWholeWeight - weight[i]);
    const auto first = static_cast<std::uint16_t>((pairs[i] & kByte) * rest);
    const auto second = static_cast<std::uint16_t>((pairs[i] >> 8) * weight[i]);
    luma[i] = unit * static_cast<float>(static_cast<std::uint16_t>(first + second));
  }
}

PIPEWRIGHT_SIMD_CLONES void mix_quads(const std::uint32_t* __restrict quads,
                                      const std::uint16_t* __restrict weight, int count,
                                      float* __restrict u, float* __restrict v) {
  const auto byte = [](std::uint32_t quad, int number) {
    // Over int, as SSE2 converts no unsigned numbers.
    return static_cast<float>(static_cast<int>(quad >> (8 * number) & kByte));
  };
  for (int i = 0; i < count; ++i) {
    const float part = static_cast<float>(weight[i]) * (1.0f / kWholeWeight);
    u[i] = byte(quads[i], 0) + (byte(quads[i], 2) - byte(quads[i], 0)) * part;
    v[i] = byte(quads[i], 1) + (byte(quads[i], 3) - byte(quads[i], 1)) * part;
  }
}

PIPEWRIGHT_SIMD_CLONES void tint_pixels(const float* __restrict u, const float* __restrict v,
                                        const Tint& tint, int count, float* __restrict tints) {
  const Tint parts = tint;
  for (int i = 0; i < count; ++i) {
    const float value = parts.u_part * u[i] + parts.v_part * v[i] + parts.constant;
    tints[2 * i] = value;
    tints[2 * i + 1] = value;
  }
}

PIPEWRIGHT_SIMD_CLONES void write_color(const float* __restrict luma, const float* __restrict tints,
                                        const ValueRange& range, int count, int step,
                                        float* __restrict out) {
  const ValueRange ends = range;
  if (step == 1) {
    for (int i = 0; i < count; ++i) out[i] = cut(luma[i] + tints[i], ends);
    return;
  }
  for (int i = 0; i < count; ++i, out += step) *out = cut(luma[i] + tints[i], ends);
}

PIPEWRIGHT_SIMD_CLONES void subtract_means(const float* __restrict means, float scale, int count,
                                           int step, float* __restrict out) {
  const int end = count * step;
  for (int i = 0; i < end; i += step) out[i] -= scale * means[i];
}

}  // namespace pipewright::standin::inference
