// SPDX-License-Identifier: Apache-2.0
#include "test_pattern.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <span>
#include <vector>

namespace pipewright::standin {
namespace {

using Colour = std::array<std::uint8_t, 4>;  // R, G, B, A

/// From shares of full intensity.
constexpr Colour colour(double red, double green, double blue) {
  return {static_cast<std::uint8_t>(red * 255), static_cast<std::uint8_t>(green * 255),
          static_cast<std::uint8_t>(blue * 255), 255};
}

constexpr Colour kGrey = colour(0.75, 0.75, 0.75);
constexpr Colour kYellow = colour(0.75, 0.75, 0);
constexpr Colour kCyan = colour(0, 0.75, 0.75);
constexpr Colour kGreen = colour(0, 0.75, 0);
constexpr Colour kMagenta = colour(0.75, 0, 0.75);
constexpr Colour kRed = colour(0.75, 0, 0);
constexpr Colour kBlue = colour(0, 0, 0.75);
constexpr Colour kOxford = colour(0, 0.129, 0.298);
constexpr Colour kWhite = colour(1, 1, 1);
constexpr Colour kViolet = colour(0.196, 0, 0.416);
constexpr Colour kSuperBlack = colour(0.035, 0.035, 0.035);
constexpr Colour kBlack = colour(0.075, 0.075, 0.075);
constexpr Colour kDarkGrey = colour(0.114, 0.114, 0.114);

/// A bar that ends at a share of the width, counted in 84ths: the bars are sevenths, and in the
/// lowest band quarters of five sevenths and thirds of one.
struct Bar {
  int end;
  Colour colour;
};
constexpr int kWidth = 84;

constexpr Bar kTop[] = {{12, kGrey},    {24, kYellow}, {36, kCyan}, {48, kGreen},
                        {60, kMagenta}, {72, kRed},    {84, kBlue}};
constexpr Bar kMiddle[] = {{12, kBlue}, {24, kBlack}, {36, kMagenta}, {48, kBlack},
                           {60, kCyan}, {72, kBlack}, {84, kGrey}};
constexpr Bar kBottom[] = {{15, kOxford},     {30, kWhite}, {45, kViolet},   {60, kBlack},
                           {64, kSuperBlack}, {68, kBlack}, {72, kDarkGrey}, {84, kBlack}};

std::uint8_t* row_of(const FrameView& target, int y) {
  return target.planes[0] + static_cast<std::ptrdiff_t>(y) * target.strides[0];
}

void paint_bars(std::uint8_t* row, int width, std::span<const Bar> bars, std::int64_t offset) {
  for (int x = 0; x < width; ++x) {
    const std::int64_t shifted = ((x + offset) % width + width) % width;
    const auto bar = std::ranges::find_if(
        bars, [&](const Bar& each) { return shifted * kWidth < std::int64_t{each.end} * width; });
    std::memcpy(row + 4 * std::ptrdiff_t{x}, bar->colour.data(), 4);
  }
}

constexpr int kMaxIterations = 100;

/// Turns of z -> z^2 + c until it leaves the circle of radius 2, at most kMaxIterations.
int iterations(double x, double y) {
  double real = 0;
  double imaginary = 0;
  for (int i = 1; i <= kMaxIterations; ++i) {
    const double next = real * real - imaginary * imaginary + x;
    imaginary = 2 * real * imaginary + y;
    real = next;
    if (real * real + imaginary * imaginary > 4) return i;
  }
  return kMaxIterations;
}

std::array<Colour, kMaxIterations + 1> mandelbrot_palette() {
  std::array<Colour, kMaxIterations + 1> palette = {};
  for (int i = 0; i < kMaxIterations; ++i) {
    const auto wave = [&](double phase) {
      return (std::sin(6.3 / kMaxIterations * i + phase) + 1) / 2;
    };
    palette[static_cast<std::size_t>(i)] = colour(wave(5), wave(4), wave(3));
  }
  palette[kMaxIterations] = {0, 0, 0, 255};
  return palette;
}

}  // namespace

void paint_smpte(const FrameView& target, std::int64_t offset) {
  const int width = target.format.width;
  const int height = target.format.height;
  // Rows of a band are the same: the first is painted, the others copied.
  const std::uint8_t* first = nullptr;
  std::span<const Bar> painted;
  for (int y = 0; y < height; ++y) {
    const std::span<const Bar> bars = y < 0.67 * height   ? std::span<const Bar>(kTop)
                                      : y < 0.75 * height ? std::span<const Bar>(kMiddle)
                                                          : std::span<const Bar>(kBottom);
    std::uint8_t* row = row_of(target, y);
    if (bars.data() == painted.data()) {
      std::memcpy(row, first, 4 * static_cast<std::size_t>(width));
      continue;
    }
    paint_bars(row, width, bars, offset);
    first = row;
    painted = bars;
  }
}

void paint_gradient(const FrameView& target) {
  const int width = target.format.width;
  const int height = target.format.height;
  for (int y = 0; y < height; ++y) {
    std::uint8_t* row = row_of(target, y);
    const double green = static_cast<double>(y) / height;
    for (int x = 0; x < width; ++x) {
      const double red = static_cast<double>(x) / width;
      const Colour pixel = colour(red, green, (red + green) / 2);
      std::memcpy(row + 4 * std::ptrdiff_t{x}, pixel.data(), 4);
    }
  }
}

void paint_mandelbrot(const FrameView& target, double zoom) {
  static const std::array<Colour, kMaxIterations + 1> palette = mandelbrot_palette();
  constexpr double kSmallest = 0.000001;
  constexpr double kLargest = 2;
  constexpr double kCentreX = -0.734072;
  constexpr double kCentreY = 0.248116;
  const double scale = kSmallest * std::pow(kLargest / kSmallest, zoom);
  const int width = target.format.width;
  const int height = target.format.height;
  for (int row_index = 0; row_index < height; ++row_index) {
    std::uint8_t* row = row_of(target, row_index);
    const double y = (2.0 * row_index / height - 1) * scale + kCentreY;
    for (int column = 0; column < width; ++column) {
      const double x = (2.0 * column / width - 1) * scale + kCentreX;
      const Colour& pixel = palette[static_cast<std::size_t>(iterations(x, y))];
      std::memcpy(row + 4 * std::ptrdiff_t{column}, pixel.data(), 4);
    }
  }
}

double zoom_at(std::uint64_t place, std::uint64_t period) {
  const bool goes_out = place / period % 2 == 1;
  const std::uint64_t within = place % period;
  return static_cast<double>(goes_out ? within : period - within) / static_cast<double>(period);
}

}  // namespace pipewright::standin
