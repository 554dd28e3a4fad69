// SPDX-License-Identifier: Apache-2.0
#include "graph/account_sums.hpp"

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstring>
#include <limits>
#include <system_error>
#include <utility>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "base/word_sum.hpp"
#include "graph/account_format.hpp"
#include "graph/store_files.hpp"

namespace pelf::graph {
namespace {

using Half = std::array<std::uint64_t, 2>;
__extension__ using Wide = unsigned __int128;

constexpr Half kNeverEnough = AccountStretch::kNeverEnough;

Uint256 widened(const Half& amount) noexcept {
    return Uint256({amount[0], amount[1], 0, 0});
}

Half halves(Wide amount) noexcept {
    return {static_cast<std::uint64_t>(amount), static_cast<std::uint64_t>(amount >> 64)};
}

/// Adds up one stretch after another of one account and asset.
class StretchSum {
public:
    /// Requires rows ascending, and that a row of the next transaction comes after end_transaction.
    void add(std::uint64_t row, std::uint32_t packed_end, const Uint256& amount, bool gives,
             bool gets) {
        if (gives) add_to(sent_, amount);
        need(received_);
        if (gets) add_to(received_, amount);
        last_row_ = row;
        packed_end_ = packed_end;
        ++rows_;
        ++transaction_rows_;
    }
    /// In another order what is given may all be given before anything comes.
    void end_transaction(bool has_other_orders) {
        if (has_other_orders) need(received_before_);
        received_before_ = received_;
        transaction_rows_ = 0;
    }
    std::uint64_t last_row() const noexcept { return last_row_; }
    std::size_t rows() const noexcept { return rows_; }
    std::size_t transaction_rows() const noexcept { return transaction_rows_; }

    /// What was added since the last one. Requires the end of a transaction.
    AccountStretch finish(std::uint64_t first_row) {
        AccountStretch stretch;
        stretch.rows_end = static_cast<std::uint32_t>(last_row_ - first_row + 1);
        stretch.packed_end = packed_end_;
        const bool is_known = !is_beyond_ && halves(needed_) != kNeverEnough;
        stretch.received = halves(is_known ? received_ : 0);
        stretch.sent = halves(is_known ? sent_ : 0);
        stretch.needed = is_known ? halves(needed_) : kNeverEnough;
        *this = {};
        return stretch;
    }

private:
    void add_to(Wide& sum, const Uint256& amount) noexcept {
        const auto& limbs = amount.limbs();
        const Wide before = sum;
        sum += Wide{limbs[1]} << 64 | limbs[0];
        is_beyond_ |= (limbs[2] | limbs[3]) != 0 || sum < before;
    }
    void need(Wide received) noexcept {
        if (sent_ > received) needed_ = std::max(needed_, sent_ - received);
    }

    Wide received_ = 0;
    Wide received_before_ = 0;  ///< This transaction.
    Wide sent_ = 0;
    Wide needed_ = 0;
    std::uint64_t last_row_ = 0;
    std::uint32_t packed_end_ = 0;
    std::size_t rows_ = 0;
    std::size_t transaction_rows_ = 0;
    bool is_beyond_ = false;
};

/// The stretches of one account, asset by asset.
class AccountSummer {
public:
    AccountSummer(const AccountColumns& columns, const AccountIndexSegment& segment,
                  std::size_t stretch_rows)
        : columns_(columns), segment_(segment), stretch_rows_(stretch_rows) {}

    void add_account(std::size_t place, AccountSumsBytes& sums) {
        by_asset_.clear();
        found_.clear();
        account_ = segment_.accounts[place];
        packed_ = segment_.packed_at(place);
        rest_ = packed_;
        row_ = segment_.rows.begin;
        while (read_ahead()) {
            for (const auto& [row, packed_end] : ahead_) add_row(row, packed_end);
        }
        for (auto& [asset, sum] : by_asset_) {
            end_transaction(sum);
            finish(asset, sum);
        }
        write(sums);
    }

private:
    static constexpr std::size_t kAhead = 64;

    /// The account's next rows, which lie far apart: all are asked for before one is looked at.
    bool read_ahead() {
        ahead_.clear();
        while (ahead_.size() < kAhead) {
            const auto step = take_packed_number(rest_);
            if (!step || *step >= segment_.rows.end - row_) break;  // The end; or damaged.
            row_ += *step;
            ahead_.emplace_back(row_, static_cast<std::uint32_t>(packed_.size() - rest_.size()));
            __builtin_prefetch(columns_.movements + row_);
            __builtin_prefetch(columns_.froms + row_);
            __builtin_prefetch(columns_.tos + row_);
            __builtin_prefetch(columns_.amounts + row_);
        }
        return !ahead_.empty();
    }
    void add_row(std::uint64_t row, std::uint32_t packed_end) {
        const std::uint32_t asset = columns_.movement(row).asset;
        StretchSum& sum = by_asset_[asset];
        if (sum.rows() > 0 && !is_same_transaction(sum.last_row(), row)) {
            end_transaction(sum);
            if (sum.rows() >= stretch_rows_) finish(asset, sum);
        }
        sum.add(row, packed_end, columns_.amount(row), columns_.froms[row] == account_,
                columns_.tos[row] == account_);
    }
    bool is_same_transaction(std::uint64_t earlier, std::uint64_t later) const noexcept {
        for (std::uint64_t row = earlier + 1; row <= later; ++row) {
            if (columns_.transfer_starts.starts_at(row)) return false;
        }
        return true;
    }
    void end_transaction(StretchSum& sum) const {
        sum.end_transaction(sum.transaction_rows() > 1 && has_other_orders(sum.last_row()));
    }
    /// As traces take it: the transfers of an exchange and through a pool have no order by row.
    bool has_other_orders(std::uint64_t row) const noexcept {
        const Rows transfers = columns_.transfers_of(columns_.transaction_of(row));
        for (std::uint64_t other = transfers.begin; other < transfers.end; ++other) {
            const model::TransferKind kind = columns_.movement(other).kind;
            if (kind == model::TransferKind::swap || kind == model::TransferKind::wrap ||
                is_pool(columns_.froms[other]) || is_pool(columns_.tos[other])) {
                return true;
            }
        }
        return false;
    }
    bool is_pool(std::uint32_t account) const noexcept {
        return columns_.account_kinds[account] == model::AccountKind::pool;
    }
    void finish(std::uint32_t asset, StretchSum& sum) {
        found_.emplace_back(asset, sum.finish(segment_.rows.begin));
    }

    /// An asset with one stretch only is left out: it is as soon read.
    void write(AccountSumsBytes& sums) {
        std::ranges::stable_sort(found_, {}, &std::pair<std::uint32_t, AccountStretch>::first);
        for (auto at = found_.begin(); at != found_.end();) {
            const std::uint32_t asset = at->first;
            const auto end = std::find_if(at, found_.end(),
                                          [&](const auto& other) { return other.first != asset; });
            if (end - at > 1) {
                sums.queues.push_back(
                    {account_, asset, static_cast<std::uint32_t>(sums.stretches.size())});
                for (; at != end; ++at) sums.stretches.push_back(at->second);
            }
            at = end;
        }
    }

    const AccountColumns& columns_;
    const AccountIndexSegment& segment_;
    std::size_t stretch_rows_;
    std::uint32_t account_ = 0;
    std::span<const std::byte> packed_;  ///< The account's numbers,
    std::span<const std::byte> rest_;    ///< and those not read yet.
    std::uint64_t row_ = 0;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> ahead_;  ///< Row, bytes up to it.
    boost::unordered_flat_map<std::uint32_t, StretchSum> by_asset_;
    std::vector<std::pair<std::uint32_t, AccountStretch>> found_;
};

AccountSumsHeader sums_header(SegmentRange range, Rows rows) {
    AccountSumsHeader header;
    header.version = kAccountFormatVersion;
    header.first_block = range.first_block;
    header.blocks = range.blocks;
    header.first_row = rows.begin;
    header.rows = rows.count();
    return header;
}

/// Bytes of zero between queues and stretches.
std::size_t padding_after(std::uint64_t queues) noexcept {
    return queues % 2 == 0 ? 0 : 4;
}

}  // namespace

AccountSumsBytes make_account_sums(const AccountColumns& columns,
                                   const AccountIndexSegment& segment, std::size_t stretch_rows) {
    PELF_CHECK(stretch_rows > 0);
    AccountSumsBytes sums;
    AccountSummer summer(columns, segment, stretch_rows);
    for (std::size_t place = 0; place < segment.accounts.size(); ++place) {
        // A number takes a byte or more.
        if (segment.packed_at(place).size() >= stretch_rows) summer.add_account(place, sums);
    }
    return sums;
}

Result<AccountSumsSegment> read_account_sums(std::span<const std::byte> bytes, SegmentRange range,
                                             Rows rows) {
    const AccountSumsHeader expected = sums_header(range, rows);
    PELF_TRY_DONE(check_start(bytes, sizeof(expected), {expected.magic, expected.version}));
    const auto damaged = [](std::string_view what) {
        return Unexpected(Error{Fault::malformed,
                                text("these are not the account sums that their name says: ", what,
                                     "; delete the file and run ledger ingest again, "
                                     "which makes it anew")});
    };
    AccountSumsHeader header;
    std::memcpy(&header, bytes.data(), sizeof(header));
    AccountSumsHeader known = expected;
    known.queues = header.queues;
    known.stretches = header.stretches;
    known.queues_sum = header.queues_sum;
    known.stretches_sum = header.stretches_sum;
    if (std::memcmp(&header, &known, sizeof(header)) != 0) return damaged("they cover other rows");
    const auto body = bytes.subspan(sizeof(header));
    if (header.queues > body.size() / sizeof(AccountSumsQueue) ||
        header.stretches > body.size() / sizeof(AccountStretch) ||
        body.size() != header.queues * sizeof(AccountSumsQueue) + padding_after(header.queues) +
                           header.stretches * sizeof(AccountStretch)) {
        return damaged("the length does not follow from the header");
    }
    const auto queues = body.first(header.queues * sizeof(AccountSumsQueue));
    const auto padding = body.subspan(queues.size(), padding_after(header.queues));
    const auto stretches = body.subspan(queues.size() + padding.size());
    if (word_sum(queues) != header.queues_sum || word_sum(stretches) != header.stretches_sum ||
        !std::ranges::all_of(padding, [](std::byte byte) { return byte == std::byte{0}; })) {
        return damaged("the sums over it are others");
    }
    return AccountSumsSegment{rows_in<AccountSumsQueue>(queues),
                              rows_in<AccountStretch>(stretches)};
}

Status AccountSumsMaker::make(SegmentRange range) const {
    const auto path = folder / segment_file_name(kAccountSumsName, range);
    std::error_code fault;
    if (range.blocks == kSegmentBlocks.back() || std::filesystem::exists(path, fault)) {
        return Done{};
    }
    const Rows rows = transfers_of_blocks(range);
    PELF_TRY(index, AccountIndexFile::open(folder, kAccountIndexName, range, rows));
    const AccountSumsBytes sums = make_account_sums(columns, index.segment());
    AccountSumsHeader header = sums_header(range, rows);
    const auto queues = std::as_bytes(std::span(sums.queues));
    const auto stretches = std::as_bytes(std::span(sums.stretches));
    header.queues = sums.queues.size();
    header.stretches = sums.stretches.size();
    header.queues_sum = word_sum(queues);
    header.stretches_sum = word_sum(stretches);
    constexpr std::array<std::byte, 4> kPadding{};
    PELF_TRY(file, NewFile::create(path));
    PELF_TRY_DONE(file.append(bytes_of(header)));
    PELF_TRY_DONE(file.append(queues));
    PELF_TRY_DONE(file.append(std::span(kPadding).first(padding_after(header.queues))));
    PELF_TRY_DONE(file.append(stretches));
    return file.put_in_place();
}

std::optional<Uint256> AccountStretchView::over(const Uint256& balance) const noexcept {
    if (needed == widened(kNeverEnough) || balance < needed) return std::nullopt;
    const auto most = add(balance, received);  // Else some order would hold more than fits.
    if (!most || *most < sent) return std::nullopt;
    return *most - sent;
}

AccountStretchCursor::AccountStretchCursor(const AccountColumns& columns, std::uint32_t account,
                                           std::uint32_t asset, std::uint64_t row)
    : columns_(&columns), account_(account), asset_(asset) {
    while (segment_ < columns.sums.size() && columns.index[segment_].rows.end <= row) ++segment_;
    enter_segment();
    while (now_ && now_->rows.end <= row) pop();
}

void AccountStretchCursor::enter_segment() {
    for (; segment_ < columns_->sums.size(); ++segment_) {
        rest_ = columns_->sums[segment_].stretches_of(account_, asset_);
        row_ = columns_->index[segment_].rows.begin;
        if (!rest_.empty()) break;
    }
    if (!rest_.empty()) pop();
}

void AccountStretchCursor::pop() {
    now_.reset();
    if (rest_.empty()) {
        if (segment_ >= columns_->sums.size()) return;
        ++segment_;
        enter_segment();
        return;
    }
    const AccountStretch& stretch = rest_.front();
    rest_ = rest_.subspan(1);
    const Rows rows = columns_->index[segment_].rows;
    const std::uint64_t end = rows.begin + stretch.rows_end;
    if (end <= row_ || end > rows.end) {  // Damaged since it was opened: no more of them.
        rest_ = {};
        segment_ = columns_->sums.size();
        return;
    }
    now_ = {.rows = {row_, rest_.empty() ? rows.end : end},
            .received = widened(stretch.received),
            .sent = widened(stretch.sent),
            .needed = widened(stretch.needed),
            .after = {segment_, end - 1, stretch.packed_end}};
    row_ = end;
}

}  // namespace pelf::graph
