// SPDX-License-Identifier: Apache-2.0
//
// XML as publishers of lists use it: a root, and below it some thousand records that have nothing
// to do with each other. One record at a time becomes a small tree; the rest of the file is never
// in memory twice.
//
// Refused, with the place: document types and with them every entity that a file declares itself
// (nothing is ever expanded but &amp; and its four like). Namespaces: a prefix is cut off, so that
// `sdn:uid` is `uid`; attributes of the namespaces of XML's own machinery (xmlns, xsi) are not
// kept. Encodings: UTF-8, UTF-16, ISO-8859-1, US-ASCII; what comes out is UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ingest/lists/list.hpp"
#include "ingest/report.hpp"

namespace pelf::ingest {

inline constexpr std::size_t kXmlBytesMax = std::size_t{1} << 30;  ///< Of a file.
inline constexpr std::size_t kXmlDepthMax = 64;                    ///< Elements within elements.
inline constexpr std::size_t kXmlAttributesMax = 64;               ///< Of an element.
inline constexpr std::size_t kXmlTextBytesMax = std::size_t{1} << 20;    ///< Of an element.
inline constexpr std::size_t kXmlRecordNodesMax = std::size_t{1} << 17;  ///< Elements of a record.
/// Names, texts and attributes of a record together.
inline constexpr std::size_t kXmlRecordBytesMax = std::size_t{1} << 25;

/// The elements of one record, in the order of their start tags.
class XmlTree {
private:
    friend class XmlElement;
    friend class XmlRecordBuilder;

    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    /// A piece of `bytes_`.
    struct Piece {
        std::uint32_t start = 0;
        std::uint32_t size_bytes = 0;
    };
    struct Attribute {
        Piece name;
        Piece value;
    };
    struct Node {
        std::uint64_t offset_bytes = 0;
        Piece name;
        Piece text;
        std::uint32_t first_attribute = 0;
        std::uint32_t attributes_count = 0;
        std::uint32_t first_child = kNone;
        std::uint32_t last_child = kNone;
        std::uint32_t next_sibling = kNone;
    };

    std::string_view view(Piece piece) const noexcept {
        return std::string_view(bytes_).substr(piece.start, piece.size_bytes);
    }

    std::vector<Node> nodes_;
    std::vector<Attribute> attributes_;
    std::string bytes_;
};

/// One element of a record, or none: an absent element has no children, empty values and is false,
/// so that element.child("a").child("b").text() needs no questions on the way. A view; it and
/// what it returns live until the callback that was given it returns.
class XmlElement {
public:
    class Children;

    XmlElement() = default;
    explicit operator bool() const noexcept { return tree_ != nullptr; }

    /// Without its prefix: "sdnEntry".
    std::string_view name() const noexcept;
    /// The element's own text without what stands in its children, without blanks at its ends.
    std::string_view text() const noexcept;
    /// Empty if there is none of that name.
    std::string_view attribute(std::string_view name) const noexcept;
    /// Of its start tag in the file.
    std::uint64_t offset_bytes() const noexcept;

    /// The first child of that name.
    XmlElement child(std::string_view name) const noexcept;
    /// The text of the first child of that name.
    std::string_view value(std::string_view name) const noexcept { return child(name).text(); }
    /// All children, or those of one name. The name must outlive the range.
    Children children(std::string_view name = {}) const noexcept;

private:
    friend class XmlRecordBuilder;
    XmlElement(const XmlTree& tree, std::uint32_t index) : tree_(&tree), index_(index) {}
    /// This element if it has that name (or none is asked for), else the next sibling that has.
    XmlElement this_or_next(std::string_view name) const noexcept;
    XmlElement at(std::uint32_t index) const noexcept;
    const XmlTree::Node& node() const noexcept { return tree_->nodes_[index_]; }

    const XmlTree* tree_ = nullptr;
    std::uint32_t index_ = 0;
};

class XmlElement::Children {
public:
    class Iterator {
    public:
        Iterator(XmlElement at, std::string_view name) : at_(at), name_(name) {}
        XmlElement operator*() const noexcept { return at_; }
        Iterator& operator++() noexcept;
        /// Only ever compared with the end, which is an absent element.
        bool operator!=(const Iterator& other) const noexcept {
            return static_cast<bool>(at_) != static_cast<bool>(other.at_);
        }

    private:
        XmlElement at_;
        std::string_view name_;
    };

    Children(XmlElement first, std::string_view name) : first_(first), name_(name) {}
    Iterator begin() const noexcept { return {first_, name_}; }
    Iterator end() const noexcept { return {XmlElement(), name_}; }

private:
    XmlElement first_;
    std::string_view name_;
};

/// What a format looks like from afar.
struct XmlFormat {
    std::string_view root;  ///< "sdnList"
    /// Names of the elements that are given as records, wherever they stand below the root. One
    /// inside another is a part of it. Everything outside them is skipped.
    std::span<const std::string_view> records;
};

struct XmlHandlers {
    /// The root at its start tag: its name and attributes, no children. May be empty.
    std::function<void(const XmlElement&)> root;
    /// A record at its end tag. True: taken, and counted as accepted; else the handler has told the
    /// report why not.
    std::function<bool(const XmlElement&)> record;
};

struct XmlReading {
    std::uint64_t records_count = 0;  ///< Begun, whether accepted or rejected.
    /// False: the file breaks off, or breaks XML's rules, and what follows is not read. That is
    /// one rejected record at the place, the record in which it happened if it was inside one.
    bool is_whole = false;
};

/// Reads one file, records in the order of their end tags. Fails with refused or malformed when
/// the file is not XML up to its root or has another root; with over_limit when it is larger than
/// kXmlBytesMax. What is wrong further in is a rejected record in the report with its offset:
/// records over a limit (and reading goes on behind them), and whatever ends the reading.
/// accepted + rejected = records_count + (1 if it breaks off outside any record).
/// Cost: linear; memory: the largest record.
Result<XmlReading> read_xml(const ListFile& file, const XmlFormat& format,
                            const XmlHandlers& handlers, Report& report);

}  // namespace pelf::ingest
