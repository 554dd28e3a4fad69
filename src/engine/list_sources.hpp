// SPDX-License-Identifier: Apache-2.0
//
// Where the publishers of lists put them. Addresses change; each can be given anew.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pelf::engine {

struct PublishedList {
    std::string_view source;
    std::string_view publisher;
    std::vector<std::string> urls;  ///< All files of one publication.
};

/// Of every source that has a publisher with a public address.
std::vector<PublishedList> published_lists();

/// Empty if the source has no publisher that is known.
std::vector<std::string> published_urls(std::string_view source);

}  // namespace pelf::engine
