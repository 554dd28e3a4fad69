// SPDX-License-Identifier: Apache-2.0
#include "screen/list_packing.hpp"

#include <zstd.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <string>
#include <utility>

#include "base/text.hpp"

namespace pelf::screen {
namespace {

/// Of a 3.9 MB list: 0.55 MB whole in 0.15 s, 0.4 kB against the day before. Level 19 gains 9 % for
/// 25 times the time.
constexpr int kLevel = 9;
constexpr int kWindowBitsMin = 20;
/// Enough for two files of kPrefixedBytesMax.
constexpr int kWindowBitsMax = 28;

using Compressor = std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)>;
using Decompressor = std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)>;

Unexpected<Error> failed(Fault fault, std::string message) {
    return Unexpected(Error{fault, std::move(message), {}, 0});
}

/// The window has to reach from the end of the file to the start of the prefix.
int window_bits(std::uint64_t bytes) {
    const auto bits = static_cast<int>(std::bit_width(bytes));
    return std::min(std::max(bits, kWindowBitsMin), kWindowBitsMax);
}

}  // namespace

Result<std::vector<std::byte>> pack(std::span<const std::byte> bytes,
                                    std::span<const std::byte> prefix) {
    if (!prefix.empty() &&
        (bytes.size() > kPrefixedBytesMax || prefix.size() > kPrefixedBytesMax)) {
        return failed(Fault::over_limit, text("expected at most ", kPrefixedBytesMax,
                                              " bytes beside a prefix, found ", bytes.size()));
    }
    const Compressor context(ZSTD_createCCtx(), ZSTD_freeCCtx);
    if (context == nullptr) return failed(Fault::io, "no memory to compress with");
    const int window = window_bits(std::uint64_t(bytes.size()) + prefix.size());
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_windowLog, window);
    if (!prefix.empty()) {
        ZSTD_CCtx_setParameter(context.get(), ZSTD_c_enableLongDistanceMatching, 1);
        ZSTD_CCtx_refPrefix(context.get(), prefix.data(), prefix.size());
    }
    std::vector<std::byte> packed(ZSTD_compressBound(bytes.size()));
    const std::size_t size =
        ZSTD_compress2(context.get(), packed.data(), packed.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(size) != 0) {
        return failed(Fault::io, text("cannot compress: ", ZSTD_getErrorName(size)));
    }
    packed.resize(size);
    packed.shrink_to_fit();
    return packed;
}

Result<std::vector<std::byte>> unpack(std::span<const std::byte> packed,
                                      std::span<const std::byte> prefix, std::uint64_t size_bytes) {
    const auto stated = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (stated != size_bytes) {
        return failed(Fault::malformed,
                      text("expected compressed data of ", size_bytes, " bytes, found other data"));
    }
    const Decompressor context(ZSTD_createDCtx(), ZSTD_freeDCtx);
    if (context == nullptr) return failed(Fault::io, "no memory to decompress with");
    if (!prefix.empty()) ZSTD_DCtx_refPrefix(context.get(), prefix.data(), prefix.size());
    std::vector<std::byte> bytes(size_bytes);
    const std::size_t size = ZSTD_decompressDCtx(context.get(), bytes.data(), bytes.size(),
                                                 packed.data(), packed.size());
    if (ZSTD_isError(size) != 0) {
        return failed(Fault::malformed, text("cannot decompress: ", ZSTD_getErrorName(size)));
    }
    if (size != size_bytes) {
        return failed(Fault::malformed, text("expected ", size_bytes, " bytes, found ", size));
    }
    return bytes;
}

}  // namespace pelf::screen
