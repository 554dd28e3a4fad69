// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/block_stream.hpp"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "ingest/ledgers/bitcoin_verify.hpp"

namespace pelf::ingest {
namespace {

/// `block` points into `bytes`.
struct DecodedBlock {
    std::vector<std::byte> bytes;
    codec::Block block;
};

/// What a thread needs to turn refs into blocks.
class Decoder {
public:
    explicit Decoder(const BlockFiles& files)
        : files_(files), reader_(files), verifier_(files.chain()) {}

    /// Fails with the reason of the first copy if no copy is good.
    Status decode(const BlockRef& ref, DecodedBlock& into) {
        auto status = decode_copy(ref, into);
        if (status) return status;
        for (const BlockRef& copy : files_.copies_of(ref.hash)) {
            if (decode_copy(copy, into)) return Done{};
        }
        return status;
    }

private:
    Status decode_copy(const BlockRef& ref, DecodedBlock& into) {
        PELF_TRY_DONE(reader_.read(ref, into.bytes));
        if (const auto parsed = codec::parse_block(into.bytes, into.block); !parsed) {
            return failed(parsed.error(), ref, "it cannot be parsed");
        }
        if (into.block.hash != ref.hash) {
            return failed(Fault::malformed, ref, "another block lies in its place now");
        }
        if (const auto flaw = verifier_.find_flaw(into.block)) {
            return failed(Fault::malformed, ref, to_string(*flaw));
        }
        return Done{};
    }

    Unexpected<Error> failed(Fault fault, const BlockRef& ref, std::string_view reason) const {
        return Unexpected(
            Error{fault, std::string(reason), files_.path_of(ref).string(), ref.offset_bytes});
    }

    const BlockFiles& files_;
    BlockReader reader_;
    BlockVerifier verifier_;
};

void report_end(const BlockRef& ref, const Error& error, Report& report) {
    report.reject(error.fault, error.offset_bytes,
                  text(name_of(ref), " in ", error.source, ": ", error.message,
                       "; it and the blocks after it cannot be used"));
}

Result<std::uint64_t> deliver_alone(const BlockFiles& files, std::span<const BlockRef> refs,
                                    Report& report, const BlockSink& sink) {
    Decoder decoder(files);
    DecodedBlock decoded;
    std::uint64_t delivered_count = 0;
    for (const BlockRef& ref : refs) {
        if (const auto status = decoder.decode(ref, decoded); !status) {
            report_end(ref, status.error(), report);
            break;
        }
        PELF_TRY_DONE(sink(decoded.block, ref));
        ++delivered_count;
    }
    return delivered_count;
}

/// Workers take tickets in order and fill the slots of a ring; the caller's thread empties them
/// in order. A ticket is given out only if its slot is free and its memory fits, or if nothing is
/// in flight: the block that is waited for is then always among those being decoded, so that
/// nobody can wait for ever.
class Pipeline {
public:
    Pipeline(const BlockFiles& files, std::span<const BlockRef> refs,
             const BlockStreamOptions& options)
        : files_(files),
          refs_(refs),
          memory_max_bytes_(options.memory_max_bytes),
          slots_(2 * std::size_t{options.threads_count}) {
        for (unsigned i = 0; i < options.threads_count; ++i) {
            workers_.emplace_back([this] { work(); });
        }
    }
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;

    ~Pipeline() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        room_.notify_all();
    }

    Result<std::uint64_t> deliver(Report& report, const BlockSink& sink) {
        for (std::size_t i = 0; i < refs_.size(); ++i) {
            Slot& slot = wait_for(i);
            if (slot.failure) {
                report_end(refs_[i], *slot.failure, report);
                return i;
            }
            PELF_TRY_DONE(sink(slot.decoded.block, refs_[i]));
            release(slot, i);
        }
        return refs_.size();
    }

private:
    struct Slot {
        DecodedBlock decoded;
        std::optional<Error> failure;
        bool is_ready = false;
    };

    /// The bytes, and about as much again and half for inputs, outputs and transactions.
    static std::uint64_t cost_bytes(const BlockRef& ref) {
        return 5 * std::uint64_t{ref.size_bytes} / 2;
    }

    void work() {
        Decoder decoder(files_);
        while (const auto ticket = take_ticket()) {
            Slot& slot = slots_[*ticket % slots_.size()];
            auto status = decoder.decode(refs_[*ticket], slot.decoded);
            const std::lock_guard lock(mutex_);
            if (!status) slot.failure = std::move(status).error();
            slot.is_ready = true;
            ready_.notify_one();
        }
    }

    /// Nothing when there is no more to do.
    std::optional<std::size_t> take_ticket() {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [&] { return stopping_ || next_ticket_ == refs_.size() || has_room(); });
        if (stopping_ || next_ticket_ == refs_.size()) return std::nullopt;
        in_flight_bytes_ += cost_bytes(refs_[next_ticket_]);
        return next_ticket_++;
    }

    bool has_room() const {
        const std::size_t in_flight_count = next_ticket_ - next_delivery_;
        if (in_flight_count == 0) return true;
        return in_flight_count < slots_.size() &&
               in_flight_bytes_ + cost_bytes(refs_[next_ticket_]) <= memory_max_bytes_;
    }

    Slot& wait_for(std::size_t ticket) {
        Slot& slot = slots_[ticket % slots_.size()];
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [&] { return slot.is_ready; });
        return slot;
    }

    void release(Slot& slot, std::size_t ticket) {
        const std::uint64_t cost = cost_bytes(refs_[ticket]);
        // What a slot keeps must fit the limit too, when every slot keeps as much.
        if (cost > memory_max_bytes_ / slots_.size()) slot.decoded = {};
        {
            const std::lock_guard lock(mutex_);
            slot.is_ready = false;
            in_flight_bytes_ -= cost;
            ++next_delivery_;
        }
        room_.notify_all();
    }

    const BlockFiles& files_;
    std::span<const BlockRef> refs_;
    std::uint64_t memory_max_bytes_;
    std::vector<Slot> slots_;
    std::mutex mutex_;
    std::condition_variable room_;
    std::condition_variable ready_;
    std::size_t next_ticket_ = 0;
    std::size_t next_delivery_ = 0;
    std::uint64_t in_flight_bytes_ = 0;
    bool stopping_ = false;
    std::vector<std::jthread> workers_;  ///< Last: they end before what they use.
};

}  // namespace

Result<std::uint64_t> for_each_block(const BlockFiles& files, std::span<const BlockRef> refs,
                                     const BlockStreamOptions& options, Report& report,
                                     const BlockSink& sink) {
    if (options.threads_count <= 1) return deliver_alone(files, refs, report, sink);
    return Pipeline(files, refs, options).deliver(report, sink);
}

}  // namespace pelf::ingest
