// SPDX-License-Identifier: Apache-2.0
//
// Large arrays of zeros of which most will never be touched. The system hands out zero pages on
// first use, so an array over a whole chain costs only what a trace visits; std::vector would
// write every byte of it.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <type_traits>

namespace pelf::analyze {

template <typename T>
class Zeroed {
    static_assert(std::is_trivial_v<T>, "all-zero bytes are a value");

public:
    explicit Zeroed(std::uint64_t count)
        : values_(static_cast<T*>(std::calloc(count != 0 ? count : 1, sizeof(T)))) {
        if (!values_) throw std::bad_alloc();  // As every container does.
    }

    /// Asks for large pages, before first use: faster at random access, but what is touched comes
    /// in steps of 2 MiB. `count` as in the constructor. The system may not listen.
    void prefer_large_pages(std::uint64_t count) noexcept {
        constexpr std::size_t kPageBytes = 4096;
        auto* const begin = reinterpret_cast<std::byte*>(values_.get());
        const std::size_t size_bytes = count * sizeof(T);
        const std::size_t into_page = reinterpret_cast<std::uintptr_t>(begin) % kPageBytes;
        const std::size_t skipped_bytes = (kPageBytes - into_page) % kPageBytes;
        if (skipped_bytes >= size_bytes) return;
        madvise(begin + skipped_bytes, size_bytes - skipped_bytes, MADV_HUGEPAGE);
    }

    T& operator[](std::uint64_t index) noexcept { return values_.get()[index]; }
    const T& operator[](std::uint64_t index) const noexcept { return values_.get()[index]; }
    T* data() noexcept { return values_.get(); }

private:
    struct Free {
        void operator()(T* values) const noexcept { std::free(values); }
    };
    std::unique_ptr<T[], Free> values_;
};

}  // namespace pelf::analyze
