// SPDX-License-Identifier: Apache-2.0
//
// Gives keys numbers from 0 in the order in which they first come: an open-addressing table of
// numbers and 32 bits of hash, the keys beside it in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace pelf::graph {

/// `hash_of(key)` gives 32 bits that are well mixed. Below 2^31 keys. About 16 bytes a key and the
/// key itself.
template <class Key, std::uint32_t (*hash_of)(const Key&)>
class KeyNumbers {
public:
    struct Numbered {
        std::uint32_t number = 0;
        bool is_new = false;
    };

    /// The number of a key, which is new if it has not come before.
    Numbered add(const Key& key) { return add(key, hash_of(key)); }
    /// The same, where the key's hash is at hand.
    Numbered add(const Key& key, std::uint32_t hash) {
        if (2 * keys_.size() >= slots_.size()) grow();
        const std::size_t slot = find_slot(key, hash);
        if (slots_[slot] != 0) return {number_in(slots_[slot]), false};
        const auto number = static_cast<std::uint32_t>(keys_.size());
        slots_[slot] = std::uint64_t{hash} << 32 | (number + 1U);
        keys_.push_back(key);
        return {number, true};
    }

    std::optional<std::uint32_t> find(const Key& key) const {
        if (slots_.empty()) return std::nullopt;
        const std::size_t slot = find_slot(key, hash_of(key));
        if (slots_[slot] == 0) return std::nullopt;
        return number_in(slots_[slot]);
    }

    /// Asks for the memory of a slot, and later for the key that it names: for many keys one after
    /// another this hides the wait for each. Always inline: see PackedView::prefetch().
    [[gnu::always_inline]] void prefetch_slot(std::uint32_t hash) const noexcept {
        if (!slots_.empty()) __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
    }
    [[gnu::always_inline]] void prefetch_key(std::uint32_t hash) const noexcept {
        if (slots_.empty()) return;
        const std::uint64_t found = slots_[hash & (slots_.size() - 1)];
        if (found != 0) __builtin_prefetch(&keys_[number_in(found)]);
    }

    /// By number.
    const std::vector<Key>& keys() const noexcept { return keys_; }
    std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(keys_.size()); }

    void clear() {
        keys_.clear();
        slots_.clear();
    }

private:
    static std::uint32_t number_in(std::uint64_t slot) noexcept {
        return static_cast<std::uint32_t>(slot) - 1;
    }

    /// Where the key stands or belongs.
    std::size_t find_slot(const Key& key, std::uint32_t hash) const {
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
            const std::uint64_t found = slots_[slot];
            if (found == 0) return slot;
            if (found >> 32 == hash && keys_[number_in(found)] == key) return slot;
        }
    }

    void grow() {
        constexpr std::size_t kSlotsMin = 64;
        std::vector<std::uint64_t> old(slots_.empty() ? kSlotsMin : 2 * slots_.size());
        old.swap(slots_);
        const std::size_t mask = slots_.size() - 1;
        for (const std::uint64_t filled : old) {
            if (filled == 0) continue;
            std::size_t slot = (filled >> 32) & mask;
            while (slots_[slot] != 0) slot = (slot + 1) & mask;
            slots_[slot] = filled;
        }
    }

    std::vector<Key> keys_;
    std::vector<std::uint64_t> slots_;  ///< Hash above, number + 1 below; 0: empty. A power of two.
};

/// For keys that are numbers (Fibonacci hashing, Knuth 1973).
inline std::uint32_t hash_of_number(const std::uint64_t& key) noexcept {
    std::uint64_t hash = (key ^ (key >> 32)) * 0x9e37'79b9'7f4a'7c15;
    hash = (hash ^ (hash >> 32)) * 0x9e37'79b9'7f4a'7c15;
    return static_cast<std::uint32_t>(hash >> 32);
}
using NumberNumbers = KeyNumbers<std::uint64_t, hash_of_number>;

}  // namespace pelf::graph
